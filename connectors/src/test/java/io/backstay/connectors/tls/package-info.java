/** Certificates for the servers of tests. */
@NullMarked
package io.backstay.connectors.tls;

import org.jspecify.annotations.NullMarked;
