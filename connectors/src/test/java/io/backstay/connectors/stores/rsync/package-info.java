/** Tests of directories of other hosts, against rsync and OpenSSH. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.rsync;
