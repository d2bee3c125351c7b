package io.backstay.plan;

/**
 * What has to hold of the real things while a drill goes on, or else it is stopped.
 *
 * @param check what is checked
 * @param rhythm how often, and how often it may fail
 */
public record StopRule(CheckDecl check, Part<Rhythm> rhythm) {}
