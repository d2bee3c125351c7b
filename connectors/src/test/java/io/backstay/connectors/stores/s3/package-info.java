/** Tests of buckets, against a server of its own. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.s3;
