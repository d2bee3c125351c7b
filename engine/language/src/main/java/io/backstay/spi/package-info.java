/**
 * What a connector implements and what it is handed: types of steps, sources, services, stores,
 * checks and secret providers, and the closed set of ops they describe their work with.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.spi;
