/**
 * Sequence, choice and parallelism of a program, as Apache Camel routes. Camel is known here and
 * nowhere else, and knows nothing of plans: routes hold numbers, messages are empty.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.run.route;
