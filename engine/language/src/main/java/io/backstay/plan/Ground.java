package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import java.nio.file.Path;

/**
 * What every part of a plan is read with.
 *
 * @param root where relative paths start
 * @param scalars reads scalars in the plan's time zone
 * @param catalog the words there are
 */
record Ground(Path root, ScalarReader scalars, Catalog catalog) {}
