/** Tests of buckets of Google Cloud Storage, against a server that holds requests to its papers. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.gcs;
