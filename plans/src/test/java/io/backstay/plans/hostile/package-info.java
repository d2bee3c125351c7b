/** Texts that somebody could obey, wherever a plan or a command line takes one. */
@org.jspecify.annotations.NullMarked
package io.backstay.plans.hostile;
