/** Buckets of Google Cloud Storage. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.gcs;
