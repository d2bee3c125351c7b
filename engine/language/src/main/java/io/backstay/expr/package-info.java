/**
 * What a scalar of a plan can say: typed values with exact errors, templates with {@code ${…}} and
 * the total expression language behind them. Depends on nothing else of backstay.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.expr;
