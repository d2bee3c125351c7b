/** What every kind of database has in common: the steps and checks that name one. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.databases;
