package io.backstay.reference;

/**
 * A generated page.
 *
 * @param path relative to the documentation's directory, such as {@code steps/dump.md}
 * @param markdown its content; ends with a new line
 */
public record Page(String path, String markdown) {}
