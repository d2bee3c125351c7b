package io.backstay.spi;

/** Something that can be backed up; what it can do is said by the interfaces it implements. */
public interface Source extends Resource {}
