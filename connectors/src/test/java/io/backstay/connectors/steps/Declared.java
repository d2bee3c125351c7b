package io.backstay.connectors.steps;

import io.backstay.connectors.files.FilesType;
import io.backstay.connectors.stores.DirectoryType;
import io.backstay.spi.Names;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Source;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.testing.TestTools;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan declares: file trees, one source that is none, and directory stores. */
final class Declared implements Names {
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, Store> stores = new LinkedHashMap<>();

  Declared files(String name, String path) {
    FilesType.Params params = new FilesType.Params(Path.of(path), List.of(), List.of(), false);
    sources.put(name, new FilesType().source(name, params));
    return this;
  }

  /** A source nobody can archive. */
  Declared other(String name) {
    Source source =
        (Source)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Source.class},
                (proxy, method, args) -> new Ref(Ref.Kind.SOURCE, name));
    sources.put(name, source);
    return this;
  }

  Declared store(String name, String path) {
    DirectoryType.Params params = new DirectoryType.Params(Path.of(path), true, null);
    stores.put(name, new DirectoryType().store(name, params));
    return this;
  }

  @Override
  public Source source(SourceRef ref) {
    return Optional.ofNullable(sources.get(ref.name())).orElseThrow();
  }

  @Override
  public Service service(ServiceRef ref) {
    throw new AssertionError("no step here has to do with services");
  }

  @Override
  public Store store(StoreRef ref) {
    return Optional.ofNullable(stores.get(ref.name())).orElseThrow();
  }

  @Override
  public List<SourceRef> sources() {
    return sources.keySet().stream().map(SourceRef::new).toList();
  }

  @Override
  public List<StoreRef> stores() {
    return stores.keySet().stream().map(StoreRef::new).toList();
  }

  @Override
  public RunInfo run() {
    return new TestTools(Path.of(".")).run();
  }

  @Override
  public List<String> artifacts() {
    return List.of();
  }

  @Override
  public String step() {
    return "step";
  }
}
