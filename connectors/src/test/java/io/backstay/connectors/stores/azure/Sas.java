package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Ask;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes shared access signatures, as the owner of an account does. */
final class Sas {
  private static final String VERSION = "2020-10-02";
  private static final String END = "2999-01-01T00:00:00Z";

  private Sas() {}

  static String of(String container, String permissions) {
    String text =
        permissions
            + "\n\n"
            + END
            + "\n/blob/"
            + AzuriteServer.ACCOUNT
            + "/"
            + container
            + "\n\n\n\n"
            + VERSION
            + "\nc\n\n\n\n\n\n";
    return "sv=%s&se=%s&sr=c&sp=%s&sig=%s"
        .formatted(VERSION, Ask.part(END), permissions, Ask.part(signature(text)));
  }

  private static String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(AzuriteServer.KEY), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
