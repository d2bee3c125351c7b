package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.UnusableException;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes requests ones that are let in. Values are looked up for each, and not kept.
 *
 * @param params what the plan says
 * @param look what secrets are looked up with
 */
record Signing(AzureType.Params params, Look look) {
  private static final String VERSION = "2021-12-02";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String HELP = "copy it again, all of it, from the account";

  Ask signed(Ask ask) throws IOException {
    Ask dated =
        ask.with("x-ms-version", VERSION).with("x-ms-date", DATE.format(look.clock().instant()));
    Secret key = params.accountKey();
    Secret token = params.sasToken();
    if (key != null) {
      String signature = mac(look.reveal(key).strip(), text(dated));
      return dated.with("Authorization", "SharedKey " + params.account() + ":" + signature);
    }
    return token == null ? dated : dated.to(with(ask.address(), look.reveal(token).strip()));
  }

  private static URI with(URI address, String token) throws IOException {
    String joint = address.getRawQuery() == null ? "?" : "&";
    try {
      return URI.create(address + joint + token.replaceFirst("^\\?", ""));
    } catch (IllegalArgumentException e) {
      // Its message has the token in it.
      throw new UnusableException("`sas-token` is no shared access signature", HELP);
    }
  }

  private static String mac(String key, String text) throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableException("`account-key` is no key of a storage account", HELP);
    }
  }

  /** What is signed: the method, what stands in some headers, and what is meant. */
  private String text(Ask ask) {
    Ask.Body body = ask.body();
    String length = body == null || body.bytes() == 0 ? "" : Long.toString(body.bytes());
    Stream<String> headers =
        Stream.of(
            ask.method(),
            "",
            "",
            length,
            said(ask, "Content-MD5"),
            said(ask, "Content-Type"),
            "",
            "",
            said(ask, "If-Match"),
            said(ask, "If-None-Match"),
            "",
            said(ask, "Range"));
    return headers.collect(Collectors.joining("\n")) + "\n" + named(ask) + resource(ask.address());
  }

  private static String said(Ask ask, String header) {
    return ask.headers().getOrDefault(header, "");
  }

  private static String named(Ask ask) {
    return new TreeMap<>(ask.headers())
        .entrySet().stream()
            .filter(header -> header.getKey().startsWith("x-ms-"))
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
  }

  private String resource(URI address) {
    Map<String, String> query = new TreeMap<>();
    if (address.getRawQuery() != null) {
      for (String each : address.getRawQuery().split("&")) {
        String[] pair = each.split("=", 2);
        query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    StringBuilder said = new StringBuilder("/" + params.account() + address.getRawPath());
    query.forEach((name, value) -> said.append('\n').append(name).append(':').append(value));
    return said.toString();
  }
}
