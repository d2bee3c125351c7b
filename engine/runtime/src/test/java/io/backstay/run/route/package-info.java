/** Routes are tested by running them. */
@org.jspecify.annotations.NullMarked
package io.backstay.run.route;
