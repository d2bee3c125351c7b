/**
 * Backup sets: what their manifest says, how a set comes into a store and leaves it, which sets a
 * store has and how far each is proven, which one a restore takes and which ones retention keeps.
 *
 * <p>A set exists when its manifest does, and only then.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.set;
