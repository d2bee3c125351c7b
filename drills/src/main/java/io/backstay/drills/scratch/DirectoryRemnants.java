package io.backstay.drills.scratch;

import io.backstay.drill.Remnants;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.file.StandardDeleteOption;

/** Directories that drills have left. */
public final class DirectoryRemnants implements Remnants {
  /** What the name of everything begins with that a drill makes in the base; its id follows. */
  static final String TAG = "backstay-drill-";

  @Override
  public Map<String, List<String>> find(Path base) {
    return tagged(base)
        .filter(path -> !ClusterHomes.is(path))
        .collect(
            Collectors.toMap(
                path -> name(path).substring(TAG.length()), path -> List.of("directory " + path)));
  }

  /** All directories there that drills have made. */
  static Stream<Path> tagged(Path base) {
    if (!Files.isDirectory(base)) {
      return Stream.empty();
    }
    try (Stream<Path> all = Files.list(base)) {
      return all
          .filter(path -> name(path).startsWith(TAG))
          .filter(path -> Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .toList()
          .stream();
    } catch (IOException e) {
      throw Failure.of("R771", "cannot look for scratch directories in `" + base + "`: " + e)
          .help("Give this user the right to read it.")
          .because(e);
    }
  }

  @Override
  public void remove(String drill, Path base) {
    Path directory = base.resolve(TAG + drill);
    try {
      if (Files.exists(directory)) {
        PathUtils.deleteDirectory(directory, StandardDeleteOption.OVERRIDE_READ_ONLY);
      }
    } catch (IOException e) {
      throw Failure.of("R771", "cannot remove the scratch directory `" + directory + "`: " + e)
          .help("Remove it by hand: it holds a copy of restored data.")
          .because(e);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
