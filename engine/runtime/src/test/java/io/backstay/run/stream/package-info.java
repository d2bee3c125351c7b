/** Tests of the byte pipelines, against GNU tar, gzip, zstd and the kernel. */
@org.jspecify.annotations.NullMarked
package io.backstay.run.stream;
