/**
 * Steps that archive, store, fetch, check, restore and clean up, and the step that runs programs.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.steps;
