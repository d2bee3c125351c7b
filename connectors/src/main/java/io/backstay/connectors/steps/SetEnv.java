package io.backstay.connectors.steps;

import io.backstay.spi.Doc;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Setting;
import io.backstay.spi.StepType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The step {@code set-env}. */
@Doc(
    value =
        "Gives one variable of a `.env` file another value, such as the address of the database that"
            + " an application uses from then on. The file is replaced at once; every other line, its"
            + " owner and its mode stay as they are. A drill never does it.",
    changes = "One line of the file; at the end of it where the variable was not set.",
    undo =
        "The line that was there before is kept beside the file, for its owner only, and put back"
            + " by a failure of this step or a later one, a crash, or `undo` for as long as `previous`"
            + " says. It is in no journal and no log, and neither is the value.")
public final class SetEnv implements StepType<SetEnv.Params> {
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Duration DAY = Duration.ofHours(24);

  /**
   * Parameters.
   *
   * @param file which file
   * @param key which variable
   * @param value its value
   * @param previous what becomes of the line as it was
   */
  public record Params(
      @Doc(value = "The file; it has to be there.", example = "backend/.env") Path file,
      @Doc(value = "The variable.", example = "DATABASE_URL") String key,
      @Doc(
              value = "Its value; one that is a secret stands alone.",
              example = "${secrets.database-url}")
          EnvValue value,
      @Doc(value = "What becomes of the line as it was; kept for 24h when left out.")
          @Nullable Previous previous) {

    /** Refuses what is no variable. */
    public Params {
      if (!KEY.matcher(key).matches()) {
        throw new Refusal("E211", "key", "`" + key + "` cannot be a variable's name", null);
      }
    }
  }

  /**
   * What becomes of what was there.
   *
   * @param keep how long it is kept
   */
  public record Previous(
      @Doc(value = "How long it is kept after the restore.", example = "24h") Duration keep) {}

  @Override
  public String name() {
    return "set-env";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Duration keep = params.previous() == null ? DAY : params.previous().keep();
    Setting setting = new Setting(params.file(), params.key(), params.value(), keep);
    return List.of(
        new Op.Observe(Ref.SETTINGS, setting, null),
        new Op.Owe(Ref.SETTINGS, Setting.ACTION, Setting.FACTS, null, Op.AtEnd.FORGIVE),
        new Op.Change(Ref.SETTINGS, Op.Verb.PUT, setting));
  }
}
