/** Tests of secret providers. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.secrets;
