/** PostgreSQL databases as sources, through the server's own client programs. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.postgres;
