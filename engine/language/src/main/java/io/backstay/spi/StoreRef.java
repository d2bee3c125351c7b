package io.backstay.spi;

/**
 * A store named by a parameter.
 *
 * @param name the key under {@code stores:}
 */
public record StoreRef(String name) {}
