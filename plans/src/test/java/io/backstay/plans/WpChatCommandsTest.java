package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the make targets of wp-chat did, by the commands that take their place. */
@Tag("docker")
@Needs("docker")
final class WpChatCommandsTest {
  private static final Pattern RUN = Pattern.compile("run (\\d{8}_\\d{6}-[0-9a-f]{4})");

  @RegisterExtension static final Features FEATURES = new Features("wp-chat");

  @TempDir Path project;
  @TempDir Path state;

  @Test
  void whatMakeDidCommandsDo() throws IOException {
    try (WpChat site = new WpChat(project)) {
      site.start();
      site.fill();
      site.plans(Map.of());
      try (WarmCli cli = new WarmCli(project, Map.of("BACKSTAY_STATE_DIR", state.toString()))) {
        List<String> indexes = partsAreBackedUp(cli);
        isLookedAfter(cli, indexes.getFirst(), indexes.getLast());
        isHadBackInAHurryAndUndone(cli, site);
      }
    }
  }

  private static Answer run(WarmCli cli, String... words) {
    return cli.run(List.of(words));
  }

  private static String id(Answer answer) {
    Matcher run = RUN.matcher(answer.expect(0).out());
    assertThat(run.find()).as(answer.out()).isTrue();
    return run.group(1);
  }

  /** Two of the index, older one first. */
  private static List<String> partsAreBackedUp(WarmCli cli) {
    String config =
        id(run(cli, "run", "wp-chat", "--type", "config", "--description", "before the update"));
    assertThat(run(cli, "show", config).expect(0).out()).contains("for     before the update");
    FEATURES.shown("description");
    run(cli, "run", "wp-chat", "--type", "cache").expect(0);
    String[] index = {"run", "wp-chat", "--type", "index"};
    List<String> made = List.of(id(run(cli, index)), id(run(cli, index)));
    FEATURES.shown("parts");
    return made;
  }

  private static void isLookedAfter(WarmCli cli, String older, String newer) {
    run(cli, "verify", "wp-chat", newer).expect(0);
    assertThat(run(cli, "status", "wp-chat").expect(0).out()).startsWith("ok");
    String later = Instant.now().plus(Duration.ofDays(2)).plusSeconds(60).toString();
    assertThat(run(cli, "status", "wp-chat", "--at", later).expect(4).out())
        .contains("at most 48 h is allowed");
    FEATURES.shown("alerts");
    assertThat(run(cli, "report").expect(0).out()).contains("wp-chat");
    run(cli, "delete", "wp-chat", older, "--confirm", older).expect(0);
    run(cli, "prune", "wp-chat").expect(0);
    assertThat(run(cli, "list", "wp-chat").expect(0).out()).contains(newer).doesNotContain(older);
    FEATURES.shown("commands");
  }

  private static void isHadBackInAHurryAndUndone(WarmCli cli, WpChat site) throws IOException {
    Map<String, String> then = site.files();
    site.text("data/index/shard-02.faiss", "newer");
    Map<String, String> newer = site.files();
    String[] verified = {"restore", "wp-chat", "latest-verified", "--confirm", "wp-chat"};
    String restored = id(run(cli, verified));
    assertThat(site.files()).isEqualTo(then);
    run(cli, "undo", restored, "--confirm", "wp-chat").expect(0);
    assertThat(site.files()).isEqualTo(newer);
    FEATURES.shown("verified", "rollback");

    Answer quick =
        run(
            cli,
            "restore",
            "wp-chat",
            "latest:index",
            "--var",
            "verify=false",
            "--confirm",
            "wp-chat");
    assertThat(quick.expect(0).err()).containsPattern("verify +○");
    assertThat(site.files()).isEqualTo(then);
    FEATURES.shown("no-verify");
    assertThat(run(cli, "list", "wp-chat", "--runs").expect(0).out())
        .containsPattern(restored + ".*Restore");
    FEATURES.shown("access-log");
  }
}
