/**
 * Looks at the world for previews and lists: read only but for proofs that were asked for, and it
 * says what it did not look at.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.survey;
