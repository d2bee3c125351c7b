/** Pages, JSON Schema, help and completion, all made from the declarations plans are read by. */
@org.jspecify.annotations.NullMarked
package io.backstay.reference;
