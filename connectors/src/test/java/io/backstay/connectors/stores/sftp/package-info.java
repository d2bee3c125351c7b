/** Tests of directories of other hosts, against OpenSSH. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.sftp;
