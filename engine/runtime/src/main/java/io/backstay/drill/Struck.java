package io.backstay.drill;

import io.backstay.program.Program.Injected;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a fault of a drill has done.
 *
 * @param injected the fault, and what should have come of it
 * @param times how often something met it; 0 when it had no effect
 * @param first when it was met first; null when it never was
 * @param steps the steps that ran whenever it was met
 * @param trouble why it could not be made to happen; null when it could
 */
public record Struck(
    Injected injected,
    int times,
    @Nullable Instant first,
    Set<String> steps,
    @Nullable String trouble) {
  /** Copies the set. */
  public Struck {
    steps = Set.copyOf(steps);
  }
}
