/** Tests of stores. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores;
