package io.backstay.plans.bench;

import java.io.IOException;

/** What the figures were measured on. */
final class Machine {
  private static final String FACTS =
      """
      say() { printf -- '- %s: %s\\n' "$1" "$2"; }
      say date "$(date -u +%F)"
      say processor "$(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores"
      say memory "$(free -h | awk '/^Mem/ {print $2}')"
      say system "$(. /etc/os-release; echo "$PRETTY_NAME"), Linux $(uname -r)"
      say 'file system' "$(findmnt -no FSTYPE,OPTIONS -T . | tr -s ' ')"
      say java "$("$java" -version 2>&1 | sed -n 3p)"
      say tools "$(tar --version | sed -n 1p); $(zstd --version | tr -d '*'); $(openssl version); \
      $(pigz --version 2>&1); $(pg_dump --version); $(restic version | cut -d' ' -f1,2); $(borg --version); borgmatic $(borgmatic --version); $(pgbackrest version)"
      """;

  private Machine() {}

  /** A list of facts, as Markdown. */
  static String facts(Bench bench) throws IOException {
    return bench.bash().run(bench.settings().home(), FACTS);
  }

  /** Processes that wanted a core, on average of the last quarter of an hour. */
  static String load(Bench bench) throws IOException {
    return bench.bash().run(bench.settings().home(), "cut -d' ' -f3 /proc/loadavg").strip();
  }
}
