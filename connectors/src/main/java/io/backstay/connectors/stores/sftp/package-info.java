/** Directories of other hosts, over SSH. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.sftp;
