/** Tests of backup sets. */
@org.jspecify.annotations.NullMarked
package io.backstay.set;
