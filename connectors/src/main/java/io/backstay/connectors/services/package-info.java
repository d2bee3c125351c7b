/** Steps that stop and start services, whatever these are. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.services;
