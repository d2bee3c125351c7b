/** Places backup sets are kept in. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores;
