package io.backstay.app.schedule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The systemd of this host or this user.
 *
 * @param units where its units are
 * @param systemctl the program that speaks with it, and what it is always told
 */
public record Systemd(Directory units, List<String> systemctl) implements Place {
  private static final Path ROOT = Path.of("/");
  private static final String TIMER = ".timer";

  /** That of the host for root, else that of the user. */
  public static Systemd of(boolean root, Path configuration) {
    return root
        ? new Systemd(new Directory(Path.of("/etc/systemd/system"), ROOT), List.of("systemctl"))
        : new Systemd(
            new Directory(configuration.resolve("systemd/user"), ROOT),
            List.of("systemctl", "--user"));
  }

  @Override
  public String name() {
    return units.name();
  }

  @Override
  public List<Piece> present() {
    return units.present();
  }

  @Override
  public void change(List<Piece> written, List<Piece> removed) {
    // Before anything is written: where it does not answer, files would be all there is.
    tell(List.of("daemon-reload"));
    List<String> gone = timers(removed.stream());
    if (!gone.isEmpty()) {
      tell(joined(List.of("disable", "--now"), gone));
    }
    units.change(written, removed);
    tell(List.of("daemon-reload"));
    List<String> timers = timers(written.stream());
    if (!timers.isEmpty()) {
      tell(joined(List.of("enable"), timers));
      // One that runs already would go on with the times it had.
      tell(joined(List.of("restart"), timers));
    }
  }

  private static List<String> timers(Stream<Piece> pieces) {
    return pieces.map(Piece::name).filter(name -> name.endsWith(TIMER)).toList();
  }

  private static List<String> joined(List<String> first, List<String> more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }

  private void tell(List<String> words) {
    List<String> command = joined(systemctl, words);
    Command.Result result = Command.run(command, "");
    if (result.exit() != 0) {
      throw Trouble.unable(
          "`" + String.join(" ", command) + "` says: " + result.says(),
          "where systemd does not run, --to DIRECTORY only writes the files");
    }
  }
}
