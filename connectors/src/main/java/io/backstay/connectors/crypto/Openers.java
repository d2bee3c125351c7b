package io.backstay.connectors.crypto;

import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import java.util.List;

/** What a single secret may open, whatever the Backup says today. */
public final class Openers {
  private Openers() {}

  /** An identity of age, or a password of openssl: which of them the manifest says. */
  public static List<Sealing> of(Secret key) {
    return List.of(new Age(List.of(), key), new Openssl(key, 1));
  }
}
