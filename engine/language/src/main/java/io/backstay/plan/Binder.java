package io.backstay.plan;

import io.backstay.spi.CheckUse;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.util.List;

/** Makes records of the parts of a plan, given what the names in them stand for. Pure. */
public final class Binder {
  private final Plan plan;

  /** A binder for the parts of a plan. */
  public Binder(Plan plan) {
    this.plan = plan;
  }

  /** The record a part says, defaults filled in, relative paths resolved. */
  public <P extends Record> Bound<P> bind(Part<P> part, Values values) {
    throw new UnsupportedOperationException("" + plan + part + values);
  }

  /** The checks that are to be made; those whose condition does not hold are left out. */
  public Bound<List<CheckUse>> checks(List<CheckDecl> checks, Values values) {
    throw new UnsupportedOperationException("" + checks + values);
  }

  /** Whether a condition holds; late when only the run can tell. */
  public Bound<Condition.Answer> decide(Condition condition, Values values) {
    throw new UnsupportedOperationException("" + condition + values);
  }

  /** A source, described. */
  public Bound<Source> source(Declared<SourceType<?>> declared, Values values) {
    throw new UnsupportedOperationException("" + declared + values);
  }

  /** A service, described. */
  public Bound<Service> service(Declared<ServiceType<?>> declared, Values values) {
    throw new UnsupportedOperationException("" + declared + values);
  }

  /** A store, described. */
  public Bound<Store> store(Declared<StoreType<?>> declared, Values values) {
    throw new UnsupportedOperationException("" + declared + values);
  }
}
