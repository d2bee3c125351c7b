package io.backstay.connectors.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that a password and a salt come to: one for the cipher and its first block, as openssl
 * derives them, and one for the code. They are made from different salts, so neither tells anything
 * of the other.
 */
final class OpensslKeys {
  private static final int KEY = 32;
  private static final int IV = 16;
  private static final byte[] CODE = "openssl enc hmac ".getBytes(US_ASCII);
  private static final String HMAC = "HmacSHA256";

  private final byte[] cipher;
  private final byte[] code;

  private OpensslKeys(byte[] cipher, byte[] code) {
    this.cipher = cipher;
    this.code = code;
  }

  static OpensslKeys of(String password, byte[] salt, int iterations) {
    byte[] codeSalt = Arrays.copyOf(CODE, CODE.length + salt.length);
    System.arraycopy(salt, 0, codeSalt, CODE.length, salt.length);
    return new OpensslKeys(
        derived(password, salt, iterations, KEY + IV),
        derived(password, codeSalt, iterations, KEY));
  }

  private static byte[] derived(String password, byte[] salt, int iterations, int length) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  Cipher encrypting() {
    return cipher(Cipher.ENCRYPT_MODE);
  }

  Cipher decrypting() {
    return cipher(Cipher.DECRYPT_MODE);
  }

  private Cipher cipher(int mode) {
    try {
      Cipher made = Cipher.getInstance("AES/CBC/PKCS5Padding");
      made.init(
          mode, new SecretKeySpec(cipher, 0, KEY, "AES"), new IvParameterSpec(cipher, KEY, IV));
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Mac mac() {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(code, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
