package io.backstay.plans.bench;

import java.util.Map;

/** Something the results of a race are held against. */
sealed interface Goal {
  String what();

  /** The most that is fine. */
  double most();

  /** What was reached. */
  double reached(Map<String, Costs> results);

  /** What was reached, in words. */
  String shown(Map<String, Costs> results);

  /** What should have been reached, in words. */
  String wanted();

  /** Time of ours divided by time of a yardstick. */
  record Ratio(String what, String ours, String yardstick, double most) implements Goal {
    @Override
    public double reached(Map<String, Costs> results) {
      return costs(results, ours).wall() / costs(results, yardstick).wall();
    }

    @Override
    public String shown(Map<String, Costs> results) {
      Costs our = costs(results, ours);
      Costs their = costs(results, yardstick);
      return "%.2f (%s / %s s; CPU %.2f)"
          .formatted(
              reached(results),
              Report.seconds(our.wall()),
              Report.seconds(their.wall()),
              our.cpu() / their.cpu());
    }

    @Override
    public String wanted() {
      return "≤ %s × %s".formatted(most, yardstick);
    }
  }

  /** Memory that is never exceeded. */
  record Memory(String what, String ours, double most) implements Goal {
    @Override
    public double reached(Map<String, Costs> results) {
      return costs(results, ours).rss();
    }

    @Override
    public String shown(Map<String, Costs> results) {
      return "%.0f MiB".formatted(reached(results));
    }

    @Override
    public String wanted() {
      return "≤ %.0f MiB".formatted(most);
    }
  }

  /** Memory that does not grow with the work. */
  record Growth(String what, String ours, String yardstick, double most) implements Goal {
    @Override
    public double reached(Map<String, Costs> results) {
      return costs(results, ours).rss() / costs(results, yardstick).rss();
    }

    @Override
    public String shown(Map<String, Costs> results) {
      return "%.2f (%.0f / %.0f MiB)"
          .formatted(reached(results), costs(results, ours).rss(), costs(results, yardstick).rss());
    }

    @Override
    public String wanted() {
      return "≤ %s × %s".formatted(most, yardstick);
    }
  }

  private static Costs costs(Map<String, Costs> results, String name) {
    Costs costs = results.get(name);
    if (costs == null) {
      throw new IllegalArgumentException("nobody called " + name + " has run");
    }
    return costs;
  }
}
