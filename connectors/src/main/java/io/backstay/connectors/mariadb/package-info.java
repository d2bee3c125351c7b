/** Databases of MariaDB servers as sources. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.mariadb;
