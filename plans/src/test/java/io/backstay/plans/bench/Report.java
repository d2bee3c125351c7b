package io.backstay.plans.bench;

import java.util.List;
import java.util.Locale;

/** The results as a page. */
final class Report {
  private final StringBuilder page = new StringBuilder();

  private Report() {}

  /** The page, as Markdown; what comes first is whether the goals were met. */
  static String of(Settings settings, String facts, String load, List<Race> races) {
    Report report = new Report();
    report.preface(settings, facts, load);
    report.goals(races);
    races.forEach(report::race);
    return report.page.toString();
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 1 ? "%.3f" : "%.2f", seconds);
  }

  private void preface(Settings settings, String facts, String load) {
    line("# What it costs");
    line("");
    line(
        "Written by `%s`; every contender of a table ran in the same minutes, in turns, in a",
        settings.command());
    line("fresh directory. Seconds are this machine's, so it is the ratios that count. Pipes,");
    line("tar and pg_dump do not wait until their output is on disk; backstay does.");
    line("");
    page.append(facts);
    line("- load average of 15 minutes at the end: %s (the benchmark alone makes about 2)", load);
    line("- scale: %s", settings.scale());
  }

  private void goals(List<Race> races) {
    line("");
    line("## Goals");
    line("");
    line("| what | reached | goal | |");
    line("|---|---|---|---|");
    for (Race race : races) {
      for (Goal goal : race.goals()) {
        line(
            "| %s | %s | %s | %s |",
            goal.what(),
            goal.shown(race.results()),
            cell(goal.wanted()),
            race.met(goal) ? "met" : "**missed**");
      }
    }
  }

  private void race(Race race) {
    line("");
    line("## %s", race.title());
    line("");
    line("| | wall s, median (range) | runs | CPU s | largest process MiB | kept MiB |");
    line("|---|---|---|---|---|---|");
    race.results().forEach(this::contender);
  }

  private void contender(String name, Costs costs) {
    line(
        "| %s | %s (%s–%s) | %d | %s | %.0f | %s |",
        cell(name),
        seconds(costs.wall()),
        seconds(costs.fastest()),
        seconds(costs.slowest()),
        costs.runs().size(),
        seconds(costs.cpu()),
        costs.rss(),
        costs.kept() == 0 ? "–" : String.format(Locale.ROOT, "%.0f", costs.kept() / 1048576.0));
  }

  /** Commands have pipes, and tables are made of them. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  @SuppressWarnings("AnnotateFormatMethod") // the formats stand right above
  private void line(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
