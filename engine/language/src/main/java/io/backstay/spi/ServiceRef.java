package io.backstay.spi;

/**
 * A service named by a parameter.
 *
 * @param name the key under {@code services:}
 */
public record ServiceRef(String name) {}
