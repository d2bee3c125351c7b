package io.backstay.plans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The launcher as it ships, in a tree of its own where it finds the classes under test built. */
final class Launcher {
  /** Starts Java as it was asked to, but for where classes come from. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      given=()
      while [ $# -gt 0 ]; do
        case $1 in
          -cp) shift ;;
          -XX:AOTCache=* | -XX:SharedArchiveFile=*) ;;
          *) given+=("$1") ;;
        esac
        shift
      done
      exec 'HOME/bin/java' PRODUCT "${given[@]}"
      """;

  private Launcher() {}

  /** The command. */
  static Path in(Path tree) throws IOException {
    Path source = Path.of("..").toAbsolutePath().normalize();
    Files.createDirectories(tree.resolve(".mvn"));
    for (String file : new String[] {"backstay", ".mvn/find-jdk", "pom.xml"}) {
      Files.copy(source.resolve(file), tree.resolve(file));
    }
    for (String directory : new String[] {"engine", "connectors", "drills", "jdk/bin"}) {
      Files.createDirectories(tree.resolve(directory));
    }
    Path built = Files.createDirectories(tree.resolve("plans/target/backstay"));
    Files.createFile(built.resolve("built"));
    jdk(tree.resolve("jdk"));
    return tree.resolve("backstay");
  }

  /** A home of Java for it. */
  static Path jdk(Path home) throws IOException {
    Path real = Path.of(System.getProperty("java.home"));
    Files.copy(real.resolve("release"), home.resolve("release"));
    String product = "'" + String.join("' '", Product.started()) + "'";
    String java = JAVA.replace("HOME", real.toString()).replace("PRODUCT", product);
    for (String program : new String[] {"java", "javac"}) {
      Path file = Files.writeString(home.resolve("bin").resolve(program), java);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    return home;
  }
}
