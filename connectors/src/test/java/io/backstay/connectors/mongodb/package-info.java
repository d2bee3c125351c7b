@org.jspecify.annotations.NullMarked
package io.backstay.connectors.mongodb;
