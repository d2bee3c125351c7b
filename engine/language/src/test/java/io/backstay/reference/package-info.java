/** Tests of what is generated from the declarations of the language. */
@org.jspecify.annotations.NullMarked
package io.backstay.reference;
