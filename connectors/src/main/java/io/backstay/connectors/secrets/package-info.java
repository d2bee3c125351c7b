/** Where secrets come from. Values are read when they are needed, and kept nowhere. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.secrets;
