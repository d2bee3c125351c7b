/** Ways to encrypt artifacts, each in a format that stock tools read. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.crypto;
