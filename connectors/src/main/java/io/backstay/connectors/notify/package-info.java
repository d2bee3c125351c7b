/** Where people are told how runs end. */
@NullMarked
package io.backstay.connectors.notify;

import org.jspecify.annotations.NullMarked;
