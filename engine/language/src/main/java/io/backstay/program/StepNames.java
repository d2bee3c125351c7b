package io.backstay.program;

import io.backstay.spi.Names;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Source;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import java.util.List;
import java.util.Map;

/**
 * The names a step can use. That they exist was checked when the plan was read; one that could not
 * be bound has its problem already.
 *
 * @param resources everything the plan declares
 * @param run the run it is for
 * @param artifacts logical names known so far
 * @param step the step being lowered
 */
record StepNames(Map<Ref, Resource> resources, RunInfo run, List<String> artifacts, String step)
    implements Names {

  @Override
  public Source source(SourceRef ref) {
    return (Source) resource(Ref.of(ref));
  }

  @Override
  public Service service(ServiceRef ref) {
    return (Service) resource(Ref.of(ref));
  }

  @Override
  public Store store(StoreRef ref) {
    return (Store) resource(Ref.of(ref));
  }

  @Override
  public List<SourceRef> sources() {
    return resources.keySet().stream()
        .filter(ref -> ref.kind() == Ref.Kind.SOURCE)
        .map(ref -> new SourceRef(ref.name()))
        .toList();
  }

  @Override
  public List<StoreRef> stores() {
    return resources.keySet().stream()
        .filter(ref -> ref.kind() == Ref.Kind.STORE)
        .map(ref -> new StoreRef(ref.name()))
        .toList();
  }

  private Resource resource(Ref ref) {
    Resource resource = resources.get(ref);
    if (resource == null) {
      throw new Refusals.AlreadyTold();
    }
    return resource;
  }
}
