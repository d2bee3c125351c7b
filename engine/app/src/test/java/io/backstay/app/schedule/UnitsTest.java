package io.backstay.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemctl is told, and when; a script writes it down in its place. */
final class UnitsTest {
  private static final Mark MARK = new Mark("Backup", "shop", Path.of("/shop.backup.yaml"));

  @TempDir Path temp;

  private Systemd systemd(String script) throws IOException {
    Path systemctl = temp.resolve("systemctl");
    Files.writeString(systemctl, "#!/bin/sh\n" + script.replace("DIR", temp.toString()));
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
    Directory units = new Directory(temp.resolve("units"), Path.of("/"));
    return new Systemd(units, List.of(systemctl.toString(), "--user"));
  }

  private static Piece piece(String name, String text) {
    return new Piece(name, MARK, Piece.head(name, MARK.toString()) + text);
  }

  @Test
  void timersAreStartedAndStoppedWithTheirFiles() throws IOException {
    Systemd systemd =
        systemd("echo \"$* $(ls DIR/units 2>/dev/null | tr '\\n' ' ')\" >> DIR/asked\n");
    List<Piece> pieces = List.of(piece("backstay-a.timer", ""), piece("backstay-a.service", ""));

    systemd.change(pieces, List.of());
    assertThat(systemd.present()).containsExactlyInAnyOrderElementsOf(pieces);
    systemd.change(List.of(), pieces);

    assertThat(systemd.present()).isEmpty();
    assertThat(Files.readString(temp.resolve("asked")))
        .isEqualToIgnoringWhitespace(
            """
            --user daemon-reload
            --user daemon-reload backstay-a.service backstay-a.timer
            --user enable backstay-a.timer backstay-a.service backstay-a.timer
            --user restart backstay-a.timer backstay-a.service backstay-a.timer
            --user daemon-reload backstay-a.service backstay-a.timer
            --user disable --now backstay-a.timer backstay-a.service backstay-a.timer
            --user daemon-reload
            """);
  }

  @Test
  void aTimerThatDoesNotStartIsAFailure() throws IOException {
    Systemd systemd = systemd("[ $2 != restart ] || { echo bad unit >&2; exit 1; }\n");

    assertThatThrownBy(() -> systemd.change(List.of(piece("backstay-a.timer", "")), List.of()))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("restart backstay-a.timer` says: bad unit");
  }
}
