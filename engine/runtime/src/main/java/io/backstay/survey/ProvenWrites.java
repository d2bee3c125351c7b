package io.backstay.survey;

import io.backstay.program.Outlook;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.run.SecretSource;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What another outlook knows, and whether each store can be written: one object is stored there and
 * removed again. The only thing a preview ever writes, and only when it was asked to.
 */
public final class ProvenWrites implements Outlook {
  private final Outlook outlook;
  private final Program program;
  private final Look look;

  /**
   * An outlook on top of another.
   *
   * @param program whose stores are tried; disposable ones are not there yet
   */
  public ProvenWrites(Outlook outlook, Program program, SecretSource secrets, Clock clock) {
    this.outlook = outlook;
    this.program = program;
    this.look = new ReadOnly(secrets, clock);
  }

  @Override
  public List<Preview.Look> looks() {
    return Stream.concat(
            outlook.looks().stream(),
            Stock.stores(program).stream()
                .filter(store -> !program.disposable(store.ref()))
                .map(this::proof))
        .toList();
  }

  private Preview.Look proof(Store store) {
    Finding found = store.proveWrite(look);
    return new Preview.Look(
        store.ref().toString(), found.status(), found.summary(), found.help(), Map.of());
  }

  @Override
  public Optional<Estimate> estimate(String stepId) {
    return outlook.estimate(stepId);
  }

  @Override
  public Optional<Preview.Retained> retained() {
    return outlook.retained();
  }

  @Override
  public Optional<Instant> newestSet() {
    return outlook.newestSet();
  }

  @Override
  public List<Preview.Difference> differences() {
    return outlook.differences();
  }

  @Override
  public Optional<Long> measuredRto() {
    return outlook.measuredRto();
  }
}
