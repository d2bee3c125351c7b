/** Directories of other hosts, by rsync over SSH. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.rsync;
