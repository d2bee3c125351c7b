package io.backstay.plans;

import java.util.Arrays;

/** What happens in a drill: a fault it injects, or a mistake that somebody made before it. */
enum Disaster {
  NOTHING("nothing"),
  DOWN("its store is down", "store-down: FIRST", "all"),
  SLOW("its store is slow", "store-slow: {store: FIRST, latency: 0s, rate: 1MB}", "fetch"),
  FLIPPED("bits flip on the way", "corrupt: all", "fetch"),
  FLIPPED_ALWAYS("bits flip on the way, each time", "corrupt: {artifact: all, times: 9}", "fetch"),
  CUT("ends are lost on the way", "truncate: all", "fetch"),
  GONE("artifacts are not found at first", "missing: all", "fetch"),
  GONE_ALWAYS("artifacts are not found", "missing: {artifact: all, times: 9}", "fetch"),
  PAST("a fault strikes what nobody reads", "corrupt: another.tar", "fetch"),
  LATE("the restore believes it is next year", "clock-skew: 400d", "all"),
  TOO_LATE(
      "the restore believes it is next year, and wants a set of today", "clock-skew: 400d", "all") {
    @Override
    String restore(String runbook) {
      return runbook.replace("steps:\n", "preflight: [age: 26h]\nsteps:\n");
    }
  },
  KILLED("the engine is killed when all is restored", "kill-engine: {}", "verify"),
  ROTTEN("bits have flipped in the store") {
    @Override
    boolean ownSet() {
      return true;
    }
  },
  EMPTY("there is no set") {
    @Override
    String backup(String plan) {
      return plan.replace("path: sets", "path: nothing").replace("prefix: ", "prefix: nothing-");
    }
  },
  OLD("the newest set is older than promised") {
    @Override
    String drill(String drill) {
      return drill + "objectives: {rpo: 0s}\n";
    }
  },
  NO_LOAD("the runbook does not load the database") {
    @Override
    String restore(String runbook) {
      return runbook.replaceAll("  - load: .*\n", "");
    }
  },
  NO_FILES("the runbook does not unpack the files") {
    @Override
    String restore(String runbook) {
      return runbook.replaceAll("  - untar: .*\n", "");
    }
  },
  UNCHECKED("the runbook neither unpacks the files nor looks at them") {
    @Override
    String restore(String runbook) {
      return runbook.replaceAll("  - untar: .*\n", "").replaceAll("      - files: .*\n", "");
    }
  },
  TOO_EARLY("the runbook looks before it restores") {
    @Override
    String restore(String runbook) {
      String verify = runbook.substring(runbook.indexOf("  - verify:"));
      return runbook.replace(verify, "").replace("  - recreate", verify + "  - recreate");
    }
  },
  DROPPED("the runbook drops a table when it has loaded all") {
    @Override
    String restore(String runbook) {
      return runbook.replace("into: catalogue}", "into: catalogue, then-sql: [DROP TABLE loans]}");
    }
  },
  NO_ROLE("the server lacks a role that has rights in the database") {
    @Override
    String drill(String drill) {
      return drill.replaceAll("prepare:\n  - sql: .*\n", "");
    }

    @Override
    String word() {
      return "role \"readers\" does not exist";
    }
  },
  NO_EXTENSION("the server lacks an extension that the runbook creates") {
    @Override
    String restore(String runbook) {
      return runbook.replace("into: db}", "into: db, extensions: [postgis]}");
    }

    @Override
    String word() {
      return "postgis";
    }
  },
  NO_DECLARED_EXTENSION("the server lacks an extension that the plan declares") {
    @Override
    String backup(String plan) {
      return plan.replace("user: boss,", "user: boss, extensions: [postgis],");
    }

    @Override
    String word() {
      return "postgis";
    }
  },
  OTHER_KEY("the plan has another key than the set") {
    @Override
    String backup(String plan) {
      return plan.replace("'${secrets.key}'", "'${secrets.other}'");
    }

    @Override
    String word() {
      return "password";
    }
  },
  STALE("the runbook unpacks an artifact that is not the newest of the set") {
    @Override
    String backup(String plan) {
      String tar = "  - tar: {source: notes, to: notes.tar.zst}\n";
      String later = "  - exec: [touch, plans/quickstart/data/notes/a-page-more]\n";
      return plan.replace(tar, tar.replace("notes.", "before.") + "    id: before\n" + later + tar);
    }

    @Override
    String restore(String runbook) {
      return runbook.replace("artifact: notes", "artifact: before");
    }

    @Override
    boolean ownSet() {
      return true;
    }
  };

  private final String says;
  private final String fault;
  private final String during;

  Disaster(String says) {
    this(says, "", "");
  }

  Disaster(String says, String fault, String during) {
    this.says = says;
    this.fault = fault;
    this.during = during;
  }

  static Disaster called(String says) {
    return Arrays.stream(values()).filter(it -> it.says.equals(says)).findFirst().orElseThrow();
  }

  String says() {
    return says;
  }

  /** What the finding has to name. */
  String word() {
    return "";
  }

  /** Whether it takes a set that no other drill restores. */
  boolean ownSet() {
    return false;
  }

  String backup(String plan) {
    return plan;
  }

  String restore(String runbook) {
    return runbook;
  }

  String drill(String drill) {
    return drill;
  }

  /** What the drill injects; nothing when the mistake was made before it. */
  String inject(String expected) {
    return fault.isEmpty()
        ? ""
        : "inject:\n  - %s\n    during: %s\n    expect: %s\n".formatted(fault, during, expected);
  }
}
