/** Units of the host's systemd as services. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.systemd;
