package io.backstay.connectors.databases;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.util.List;
import java.util.Map;

/** The check {@code extension}. */
@Doc("Whether an extension is installed in a database.")
public final class ExtensionCheck implements ReadCheckType<ExtensionCheck.Params> {

  /**
   * Parameters.
   *
   * @param in which database
   * @param name of the extension
   */
  public record Params(
      @Doc(value = "The database that is looked at.", example = "db") SourceRef in,
      @Doc(value = "Name of the extension.", example = "vector") String name) {}

  @Override
  public String name() {
    return "extension";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Facts facts = world.observe(Ref.of(params.in()), Inventory.Asked.live());
    Map<String, String> extensions = Inventory.of(facts.values()).extensions();
    Facts found = Facts.of("extensions", extensions);
    String version = extensions.get(params.name());
    return version != null
        ? new Verdict.Passed("%s %s is installed".formatted(params.name(), version), found)
        : new Verdict.NotPassed(
            params.name(),
            extensions.isEmpty() ? "no extensions" : String.join(", ", extensions.keySet()),
            "extension `%s` is not installed".formatted(params.name()),
            found);
  }
}
