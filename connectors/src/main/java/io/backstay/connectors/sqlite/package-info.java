/** SQLite files as sources. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.sqlite;
