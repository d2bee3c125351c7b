package io.backstay.spi;

/**
 * A source named by a parameter.
 *
 * @param name the key under {@code sources:}
 */
public record SourceRef(String name) {}
