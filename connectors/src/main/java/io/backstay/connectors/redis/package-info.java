/**
 * Redis and Valkey servers: their snapshots, read to the last byte, and databases beside live ones.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.redis;
