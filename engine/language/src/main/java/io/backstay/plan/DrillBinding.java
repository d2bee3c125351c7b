package io.backstay.plan;

import io.backstay.spi.Ref;
import io.backstay.spi.ScratchType;

/**
 * That a scratch resource stands in for something the plan declares.
 *
 * @param on what it stands in for
 * @param declared what stands in
 * @param position where the binding stands
 */
public record DrillBinding(Ref on, Declared<ScratchType<?>> declared, Position position) {
  /** The name of what stands in. */
  public String scratch() {
    return declared.name();
  }
}
