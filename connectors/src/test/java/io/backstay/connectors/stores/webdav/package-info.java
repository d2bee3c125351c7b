/** Tests of collections of WebDAV servers, against Apache and rclone. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.webdav;
