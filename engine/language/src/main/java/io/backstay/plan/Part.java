package io.backstay.plan;

/**
 * A part of a plan that was read and checked but not evaluated: what it says depends on variables,
 * on the run, or on steps before it. {@link Binder#bind} makes the record of it.
 *
 * @param node what the plan says; defaults are not filled in
 * @param shape the record it becomes
 * @param <P> the record
 */
public record Part<P extends Record>(Node node, Class<P> shape) {}
