package io.backstay.plan;

import io.backstay.spi.Type;

/**
 * A source, service or store that a plan may touch.
 *
 * @param name its key
 * @param type what it is
 * @param params of the type's own shape
 * @param position where its name stands
 * @param <T> the category of its type
 */
public record Declared<T extends Type<?>>(String name, T type, Part<?> params, Position position) {}
