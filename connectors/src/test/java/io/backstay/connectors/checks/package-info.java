/** Tests of checks. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.checks;
