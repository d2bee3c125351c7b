/** Databases of MongoDB servers as sources. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.mongodb;
