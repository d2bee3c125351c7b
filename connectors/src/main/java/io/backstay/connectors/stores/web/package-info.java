/** Requests to the servers of stores that speak HTTP. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.web;
