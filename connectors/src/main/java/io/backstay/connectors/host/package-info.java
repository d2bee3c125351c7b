/** What runs on this host without a container, as services. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.host;
