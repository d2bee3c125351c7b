package io.backstay.connectors.secrets;

import io.backstay.connectors.steps.Programs;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Refusal;
import io.backstay.spi.SecretProvider;
import java.util.List;
import java.util.Optional;

/** The provider {@code command}. */
@Doc(
    "What a program prints, such as a password manager; one line break at its end is not part of"
        + " it. The program is run without a shell, and never by a preview.")
public final class SecretCommand implements SecretProvider<SecretCommand.Params> {

  /**
   * Parameters.
   *
   * @param run program and arguments
   */
  public record Params(
      @Primary
          @Doc(
              value = "The program and its arguments, each as it is.",
              example = "[pass, show, backup/db]")
          List<String> run) {

    /** Refuses to run nothing. */
    public Params {
      run = List.copyOf(run);
      if (run.isEmpty() || run.getFirst().isBlank()) {
        throw new Refusal("E211", "run", "`command` names no program", "command: [pass, show, db]");
      }
      if (!run.stream().allMatch(Programs::passes)) {
        throw new Refusal("E211", "run", "an argument contains a NUL, or half a character", null);
      }
    }
  }

  @Override
  public String name() {
    return "command";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Optional<String> value(Params params, ProviderWorld world) {
    String value = SecretFiles.withoutLineBreak(world.output(params.run()));
    return Optional.of(SecretFiles.notEmpty(value, origin(params)));
  }

  @Override
  public Optional<Boolean> wouldAnswer(Params params, ProviderWorld world) {
    return Optional.empty();
  }

  /** The program only: arguments may say more about a secret than people should read. */
  @Override
  public String origin(Params params) {
    return "command:" + params.run().getFirst();
  }
}
