package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input as it is written; a scalar or a list alone is its default.
 *
 * @param default_ the value when none is given; read by the input's own type
 * @param type what it may be
 * @param unit what a bare number means
 * @param values the only values it may have
 * @param required whether a run needs a value
 * @param env environment variable it is bound to
 * @param description for people
 */
@Doc("An input of a plan.")
record WrittenVar(
    @Primary
        @Doc(value = "The value when none is given; of the input's own type.", example = "/backups")
        @Nullable Anything default_,
    @Doc(value = "What it may be.", example = "path") @Default("string") VarDecl.VarType type,
    @Doc(value = "What a bare number means, for durations and sizes.", example = "d")
        @Nullable String unit,
    @Doc(value = "The only values it may have.", example = "[small, large]") @Default("[]")
        List<String> values,
    @Doc(
            value = "Whether a run needs a value; true for an input without a default.",
            example = "false")
        @Nullable Boolean required,
    @Doc(value = "The environment variable it may come from.", example = "BACKUP_DIR")
        @Nullable String env,
    @Doc(value = "What it is for.", example = "Where sets are kept") @Nullable String description) {

  /** A value whose type something else says. */
  record Anything() {}
}
