package io.backstay.set;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Public halves of Ed25519 keys. The id of a key is the key itself, so an id cannot be forged. */
final class PublicKeys {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{43}");
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int MOST = 1000;

  /** What was proven here before: each set of a store is looked at several times in a run. */
  private static final Set<Claim> PROVEN = ConcurrentHashMap.newKeySet();

  private PublicKeys() {}

  private record Claim(Manifest.Signature signature, String sha256) {}

  /** Whether this can be the id of a key. */
  static boolean isId(String text) {
    if (!ID.matcher(text).matches()) {
      return false;
    }
    byte[] raw = Base64.getUrlDecoder().decode(text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw).equals(text);
  }

  static String id(PublicKey key) {
    byte[] encoded = key.getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  /** Whether a key has signed a text; something that is no key or no signature has not. */
  static boolean signed(Manifest.Signature signature, String text) {
    Claim claim = new Claim(signature, ManifestWriter.sha256(text));
    if (PROVEN.contains(claim)) {
      return true;
    }
    boolean proven = verified(signature, text);
    if (proven && PROVEN.size() < MOST) {
      PROVEN.add(claim);
    }
    return proven;
  }

  private static boolean verified(Manifest.Signature signature, String text) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key(signature.key()));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(exactly(signature.value()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Base64 has several ways to write the same bytes; a signature has one. */
  private static byte[] exactly(String value) {
    byte[] bytes = Base64.getDecoder().decode(value);
    if (!Base64.getEncoder().encodeToString(bytes).equals(value)) {
      throw new IllegalArgumentException("not in the form it was written in");
    }
    return bytes;
  }

  private static PublicKey key(String id) throws GeneralSecurityException {
    byte[] raw = Base64.getUrlDecoder().decode(id);
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
