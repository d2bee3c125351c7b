package io.backstay.plan;

import io.backstay.spi.Notifier;
import io.backstay.spi.NotifierType;

/** A kind of notifier that tells nobody. */
record NotifierWord<P extends Record>(String name, Class<P> params) implements NotifierType<P> {
  @Override
  public Notifier notifier(P params) {
    return new Notifier() {
      @Override
      public String says() {
        return name;
      }

      @Override
      public void tell(io.backstay.spi.Notification news, io.backstay.spi.Look look) {}
    };
  }
}
