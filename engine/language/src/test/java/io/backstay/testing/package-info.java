/** What tests of every module share: capabilities of the machine, contracts, golden files. */
@org.jspecify.annotations.NullMarked
package io.backstay.testing;
