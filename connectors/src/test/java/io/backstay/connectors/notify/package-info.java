/** Tests of who is told. */
@NullMarked
package io.backstay.connectors.notify;

import org.jspecify.annotations.NullMarked;
