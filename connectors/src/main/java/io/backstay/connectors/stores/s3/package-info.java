/** Buckets of Amazon S3 and of servers that speak as it does. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.s3;
