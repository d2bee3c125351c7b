/**
 * What checks have in common: what a value is held against, and where recorded values are found.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.checks;
