/** Tests of containers of Azure Blob Storage, against Azurite. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.stores.azure;
