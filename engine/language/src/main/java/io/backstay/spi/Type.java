package io.backstay.spi;

/**
 * A word of the plan language: one type key of the one-key rule with its parameters. Found by
 * {@link java.util.ServiceLoader} as a provider of this very interface: the file {@code
 * META-INF/services/io.backstay.spi.Type} names it.
 *
 * <p>The parameters are a record nested in the type. A component is required unless it is
 * {@code @Nullable} or has a {@link Default}; component names become kebab-case keys, and an
 * underscore at the end of a name that Java does not allow ({@code wait_}) is dropped. Component
 * types the binder knows: {@code String, boolean, int, long, double}, their boxes, enums
 * (kebab-case words), {@link java.nio.file.Path} (relative to the project root), {@link
 * java.net.URI}, {@link java.time.Instant}, {@link java.time.Duration}, the value types of {@code
 * io.backstay.expr}, {@link Secret}, {@link SourceRef}, {@link ServiceRef}, {@link StoreRef},
 * {@link Prefix}, {@link Artifacts}, {@link CheckUse}, {@link Expect}, nested records, and {@code
 * List} and {@code Map<String, …>} of these.
 *
 * <p>Parameters that contradict each other are refused by the record's constructor with a {@link
 * Refusal}, so that they are found whatever the word stands for.
 *
 * @param <P> the parameters
 */
public interface Type<P extends Record> {
  /** The key as written in a plan. Third-party names contain a dot. */
  String name();

  /** The parameters' record class, with {@link Doc} on it and on each component. */
  Class<P> params();
}
