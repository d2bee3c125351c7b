/** Containers of Azure Blob Storage. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.azure;
