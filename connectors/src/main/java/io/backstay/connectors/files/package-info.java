/** Directories of this host as sources, and how a tree is put in the place of another. */
@org.jspecify.annotations.NullMarked
package io.backstay.connectors.files;
