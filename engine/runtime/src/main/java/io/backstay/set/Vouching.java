package io.backstay.set;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges signatures by the keys a host believes at one time.
 *
 * @param trusted ids of keys
 */
record Vouching(Set<String> trusted) {

  /**
   * Who has signed something.
   *
   * @param text what was signed
   * @throws io.backstay.spi.Failure when the signature is not one of its key over this text
   */
  Signer of(Manifest.@Nullable Signature signature, String text) {
    if (signature == null) {
      return Signer.NOBODY;
    }
    if (!PublicKeys.isId(signature.key()) || !PublicKeys.signed(signature, text)) {
      throw Fields.damaged("its signature is not by the key it names");
    }
    return new Signer(signature.key(), trusted.contains(signature.key()));
  }
}
