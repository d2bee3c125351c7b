package io.backstay.reference;

/**
 * A generated page.
 *
 * @param path where it lies in the repository, such as {@code connectors/docs/steps/dump.md}
 * @param markdown its content; ends with a new line
 */
public record Page(String path, String markdown) {}
