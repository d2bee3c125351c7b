package io.backstay.drills.scratch;

import io.backstay.drill.Remnants;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** PostgreSQL servers of this host that drills have left. */
public final class ClusterRemnants implements Remnants {
  @Override
  public Map<String, List<String>> find(Path base) {
    return DirectoryRemnants.tagged(base)
        .filter(ClusterHomes::is)
        .collect(
            Collectors.groupingBy(
                ClusterHomes::drill,
                Collectors.mapping(home -> "PostgreSQL server in " + home, Collectors.toList())));
  }

  @Override
  public void remove(String drill, Path base) {
    DirectoryRemnants.tagged(base)
        .filter(ClusterHomes::is)
        .filter(home -> ClusterHomes.drill(home).equals(drill))
        .forEach(ClusterHomes::remove);
  }
}
