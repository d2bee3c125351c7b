package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The wp-chat plans as they ship, with the names of a deployment that is there. */
@Tag("docker")
@Needs("docker")
final class WpChatTest {
  private static final Pattern RUN = Pattern.compile("run (\\d{8}_\\d{6}-[0-9a-f]{4})");

  @RegisterExtension static final Features FEATURES = new Features("wp-chat");

  @TempDir Path project;
  @TempDir Path state;

  private WpChat site = new WpChat(Path.of("."));
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void prepare() throws IOException {
    site = new WpChat(project);
    site.start();
    site.fill();
    cli = new Cli(project, state);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private String run(String type) {
    return id(cli.run("run", "wp-chat", "--type", type).expect(0));
  }

  private static String id(Cli.Result result) {
    Matcher run = RUN.matcher(result.out());
    assertThat(run.find()).as(result.out()).isTrue();
    return run.group(1);
  }

  private Cli.Result restore(String set, String... more) {
    List<String> arguments =
        Stream.concat(Stream.of("restore", "wp-chat", set, "--confirm", "wp-chat"), Stream.of(more))
            .toList();
    return cli.run(arguments.toArray(String[]::new));
  }

  /** Oldest first; names do not order those of the same second. */
  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(project.resolve("backups"))) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .toList();
    }
  }

  @Test
  void whatChangedSinceTheFullSetComesBackWithIt() throws IOException {
    site.plans(Map.of());
    String full = run("full");
    site.aDay();
    Map<String, String> then = site.files();
    String since = run("incremental");
    String index = id(cli.run("run", "wp-chat", "--type", "index").expect(0));

    assertThat(Files.size(archives().get(1))).isLessThan(Files.size(archives().getFirst()) / 10);
    assertThat(Files.readAllLines(project.resolve("logs/backup_history.jsonl")))
        .satisfiesExactly(
            line -> assertThat(line).contains(full, "\"type\":\"full\"", "\"md5\""),
            line -> assertThat(line).contains(since, "\"base\":\"" + full + "\""),
            line -> assertThat(line).contains(index, "\"type\":\"index\""));
    assertThat(cli.run("show", since).expect(0).out()).contains("base    " + full);
    FEATURES.shown("full", "incremental", "archive", "checks", "history");

    comesBackInPlace(then);
    onlyTheIndexComesBack(then);
    comesBackElsewhere(then);
    withoutTheWholeBaseNothingDoes(since);
    FEATURES.shown("in-place", "index-only", "target", "whole", "cache");
  }

  private void comesBackInPlace(Map<String, String> then) throws IOException {
    Files.delete(project.resolve("data/index/shard-01.faiss"));
    site.text("config.yml", "broken");
    site.text("logs/cache/junk.json", "junk");
    String started = site.startedAt();

    restore("latest:incremental").expect(0);

    assertThat(site.files()).isEqualTo(then);
    assertThat(site.startedAt()).isNotEqualTo(started);
    assertThat(site.running()).isTrue();
  }

  private void onlyTheIndexComesBack(Map<String, String> then) throws IOException {
    site.text("data/index/shard-02.faiss", "corrupt");
    site.text("config.yml", "changed since");

    restore("latest:index").expect(0);

    Map<String, String> wanted = new TreeMap<>(then);
    Map<String, String> now = site.files();
    assertThat(now.remove("config.yml")).endsWith("changed since");
    wanted.remove("config.yml");
    assertThat(now).isEqualTo(wanted);
  }

  private void comesBackElsewhere(Map<String, String> then) throws IOException {
    Map<String, String> live = site.files();

    restore("latest:incremental", "--var", "target=restored/").expect(0);

    Path restored = project.resolve("restored");
    Map<String, String> found = new TreeMap<>();
    found.putAll(WpChat.files(restored.resolve("index"), "data/index"));
    found.putAll(WpChat.files(restored.resolve("cache"), "logs/cache"));
    found.putAll(WpChat.files(restored.resolve("logs"), "logs"));
    found.putAll(WpChat.files(restored.resolve("config/config.yml"), "config.yml"));
    assertThat(found).isEqualTo(then);
    assertThat(site.files()).isEqualTo(live);
  }

  private void withoutTheWholeBaseNothingDoes(String since) throws IOException {
    Map<String, String> live = site.files();
    assertThat(site.told()).isEmpty();
    Path full = archives().getFirst();
    byte[] bytes = Files.readAllBytes(full);
    bytes[bytes.length / 2] ^= 1;
    Files.write(full, bytes);

    assertThat(restore(since).exit()).isNotZero();
    assertThat(site.files()).isEqualTo(live);
    assertThat(site.running()).isTrue();
    assertThat(site.told()).containsExactly("POST /admin/cache/clear");
    Cli.Result verified = cli.run("verify", "wp-chat", since);
    assertThat(verified.exit()).as("whoever verifies reads the base as well").isEqualTo(4);

    Files.delete(full);
    assertThat(cli.run("verify", "wp-chat", since).exit()).isNotZero();
    Cli.Result missing = restore(since);
    assertThat(missing.exit()).isNotZero();
    assertThat(site.files()).isEqualTo(live);
    assertThat(cli.run("run", "wp-chat", "--type", "incremental").expect(3).out())
        .contains("has lost");
  }

  @Test
  void aSetThatAnotherBuildsOnIsNotPruned() throws IOException {
    site.plans(
        Map.of("max-count: 10", "max-count: 1", "keep-min: 1,", "keep-min: 1, max-prune: 100%,"));
    cli.run("preview", "wp-chat", "--type", "incremental").expect(3);
    assertThat(cli.run("run", "wp-chat", "--type", "incremental").expect(3).out())
        .contains("there is nothing to build on", "backstay run wp-chat --type full");
    String full = run("full");
    site.aDay();
    String since = run("incremental");

    String listed = cli.run("list", "wp-chat").expect(0).out();
    assertThat(listed).contains(full, since);
    assertThat(cli.run("preview", "wp-chat", "--type", "incremental", "-o", "json").expect(0).out())
        .contains("base of " + since, "builds on " + full);

    String next = run("full");
    assertThat(cli.run("list", "wp-chat").expect(0).out()).contains(next).doesNotContain(since);
    FEATURES.shown("retention");
  }

  @Test
  void aTypeThatIsNotThereIsRefused() throws IOException {
    site.plans(Map.of());
    assertThat(cli.run("run", "wp-chat", "--type", "indx").expect(2).err())
        .contains("E224", "did you mean `index`?");
    assertThat(cli.run("preview", "wp-chat", "--type", "index", "--offline").expect(0).out())
        .contains("type index");
  }
}
