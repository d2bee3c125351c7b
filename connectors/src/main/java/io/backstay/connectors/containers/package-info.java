/**
 * Containers as services, their volumes as sources, and the Docker engine they belong to.
 *
 * <p>Two ways lead to the engine: a client library for control, and {@link
 * io.backstay.connectors.containers.DockerSocket} for everything that carries many bytes or whose
 * end has to be proven.
 */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.containers;
