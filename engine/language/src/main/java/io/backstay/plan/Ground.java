package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What every part of a plan is read with.
 *
 * @param root where relative paths start
 * @param scalars reads scalars in the plan's time zone
 * @param catalog the words there are
 * @param meant what a name of a source, service or store stands for; itself outside of drills
 */
record Ground(Path root, ScalarReader scalars, Catalog catalog, UnaryOperator<String> meant) {
  Ground(Path root, ScalarReader scalars, Catalog catalog) {
    this(root, scalars, catalog, UnaryOperator.identity());
  }

  /** The same where names stand for something else. */
  Ground meaning(UnaryOperator<String> other) {
    return new Ground(root, scalars, catalog, other);
  }
}
