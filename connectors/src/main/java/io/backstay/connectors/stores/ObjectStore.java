package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Prefix;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where objects are kept under names on another host, or the part of that below a prefix. */
public interface ObjectStore extends Store {
  /** The name of the store. */
  String name();

  /** What the plan says the names begin with. */
  @Nullable Prefix within();

  /**
   * One request that shows whether it is there and may be listed.
   *
   * @throws Failure when it does not
   */
  void glance(Look look);

  @Override
  default Ref ref() {
    return new Ref(Ref.Kind.STORE, name());
  }

  /** What the names of all objects begin with: nothing, or something that ends with a slash. */
  default String prefix() {
    return BucketWords.beginning(within());
  }

  @Override
  default String below() {
    Prefix prefix = within();
    return prefix == null ? "" : prefix.below();
  }

  /** Plans that keep sets in the same place exclude each other, by whatever name they call it. */
  @Override
  default List<String> alsoKnownAs() {
    return List.of(says());
  }

  @Override
  default List<Finding> probe(Look look) {
    try {
      glance(look);
      return List.of(Finding.ok(says() + " answers and can be listed"));
    } catch (Failure failure) {
      String help = Objects.requireNonNullElse(failure.help(), "See that it can be reached.");
      return List.of(Finding.fail(failure.message(), help));
    }
  }

  @Override
  default Optional<Path> staging() {
    return Optional.empty();
  }

  @Override
  default boolean offHost() {
    return true;
  }
}
