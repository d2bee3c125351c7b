package io.backstay.set;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The plans that the sets in a store were made by, as the sets themselves say it: for the day on
 * which the store is all there is.
 */
public final class StoredPlans {
  private StoredPlans() {}

  /**
   * A plan as it was.
   *
   * @param set the newest set it has made here
   * @param signer who vouches for that
   */
  public record Recalled(Manifest set, Signer signer) {}

  /**
   * The plans, by name. What is no manifest, or a damaged one, is passed over.
   *
   * @throws Failure when the store cannot be listed or read
   */
  public static Map<String, Recalled> in(Store.Reader reader, Keyring keys) {
    Map<String, Recalled> plans = new TreeMap<>();
    for (Store.Stored object : reader.list("")) {
      if (object.key().endsWith(SetLayout.JSON) && object.bytes() < SetCatalog.LONGEST_MANIFEST) {
        read(reader, object.key(), keys.vouching())
            .ifPresent(one -> plans.merge(one.set().plan().name(), one, StoredPlans::newer));
      }
    }
    return plans;
  }

  /** Those of two stores: of each plan, what the newest set says. */
  public static Map<String, Recalled> newest(Map<String, Recalled> one, Map<String, Recalled> two) {
    Map<String, Recalled> plans = new TreeMap<>(one);
    two.forEach((name, plan) -> plans.merge(name, plan, StoredPlans::newer));
    return plans;
  }

  private static Recalled newer(Recalled one, Recalled two) {
    return two.set().made().startedAt().isAfter(one.set().made().startedAt()) ? two : one;
  }

  private static Optional<Recalled> read(Store.Reader reader, String key, Vouching vouching) {
    byte[] bytes;
    try (InputStream in = reader.open(key)) {
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw Failure.of("R704", "cannot read `" + key + "`: " + e).because(e).transientOne();
    }
    try {
      Manifest manifest = Manifest.read(bytes);
      return Optional.of(new Recalled(manifest, manifest.signer(vouching)));
    } catch (Failure notOne) {
      return Optional.empty();
    }
  }
}
