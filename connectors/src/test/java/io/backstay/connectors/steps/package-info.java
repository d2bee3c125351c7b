/** Tests of steps. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.steps;
