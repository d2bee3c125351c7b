/** Sets in a collection of a WebDAV server. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.webdav;
