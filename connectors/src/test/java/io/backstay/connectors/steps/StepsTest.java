package io.backstay.connectors.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.steps.Checksum.Algorithm;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Command;
import io.backstay.spi.Digests;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.WhenChanging;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Unchanged;
import io.backstay.spi.Undoing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
  private static final Ref UPLOADS = new Ref(Ref.Kind.SOURCE, "uploads");
  private static final Ref CONFIG = new Ref(Ref.Kind.SOURCE, "config");
  private static final StoreRef LOCAL = new StoreRef("local");
  private static final StoreRef REMOTE = new StoreRef("remote");

  private final Declared names =
      new Declared()
          .files("uploads", "/srv/uploads")
          .files("config", "/srv/config")
          .other("db")
          .store("local", "/backups")
          .store("remote", "/mnt/remote");

  private static Tar.Params tar(String to, @Nullable Compression compress, String... sources) {
    List<SourceRef> several = List.of(sources).stream().map(SourceRef::new).toList();
    return sources.length == 1
        ? new Tar.Params(
            several.getFirst(), List.of(), to, compress, null, Unchanged.STAT, WhenChanging.RETRY)
        : new Tar.Params(null, several, to, compress, null, Unchanged.STAT, WhenChanging.FAIL);
  }

  private static void assertRefused(String parameter, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.parameter()).isEqualTo(parameter));
  }

  @Test
  void tarArchivesTreesInOnePass() {
    assertThat(new Tar().lower(tar("uploads.tar.gz", null, "uploads"), names))
        .containsExactly(
            new Op.Stream(
                new Op.Producer.Trees(List.of(UPLOADS), WhenChanging.RETRY),
                new Op.Drain.ToArtifact("uploads.tar.gz", Codec.GZIP, Set.of())));
    assertThat(new Tar().lower(tar("all.tar", null, "uploads", "config"), names))
        .containsExactly(
            new Op.Stream(
                new Op.Producer.Trees(List.of(UPLOADS, CONFIG), WhenChanging.FAIL),
                new Op.Drain.ToArtifact("all.tar", Codec.NONE, Set.of())));
  }

  @Test
  void tarLeavesOutWhatTheBaseHas() {
    Tar.Params since =
        new Tar.Params(
            new SourceRef("uploads"),
            List.of(),
            "a.tar",
            null,
            "set-1",
            Unchanged.READ,
            WhenChanging.RETRY);

    assertThat(new Tar().lower(since, names))
        .extracting(op -> ((Op.Stream) op).from())
        .containsExactly(
            new Op.Producer.Trees(List.of(UPLOADS), WhenChanging.RETRY, "set-1", Unchanged.READ));
  }

  @ParameterizedTest
  @CsvSource({"a.tar, NONE", "a.tar.gz, GZIP", "a.tgz, GZIP", "a.tar.zst, ZSTD"})
  void theNameSaysTheCodec(String name, Codec codec) {
    assertThat(Codecs.ofArchive(name, null)).isEqualTo(codec);
    assertThat(Codecs.ofArchive(name, Compression.valueOf(codec.name()))).isEqualTo(codec);
  }

  @ParameterizedTest
  @CsvSource({
    "a.tar.gz, ZSTD, to: a.tar.zst",
    "a.tar, GZIP, to: a.tar.gz",
    "a.tar.zst, NONE, to: a.tar",
    "a.tgz, ZSTD, to: a.tar.zst"
  })
  void aNameThatContradictsCompressIsRefusedWithTheRightName(
      String name, Compression compress, String help) {
    assertThatThrownBy(() -> tar(name, compress, "uploads"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.parameter()).isEqualTo("compress");
              assertThat(r.help()).isEqualTo(help);
            });
  }

  @ParameterizedTest
  @CsvSource({"a.zip", "a", "a.gz", "a.tar.xz"})
  void aNameThatSaysNothingIsRefused(String name) {
    assertThatThrownBy(() -> tar(name, null, "uploads"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.parameter()).isEqualTo("to");
              assertThat(r.help()).isEqualTo("to: a.tar.zst");
            });
  }

  @Test
  void tarRefusesWhatItCannotArchive() {
    Tar tar = new Tar();
    assertRefused("source", () -> tar.lower(tar("a.tar", null, "db"), names));
    assertRefused("sources", () -> tar.lower(tar("a.tar", null, "config", "config"), names));
    assertRefused("source", () -> tar("a.tar", null));
    assertRefused(
        "sources",
        () ->
            new Tar.Params(
                new SourceRef("config"),
                List.of(new SourceRef("uploads")),
                "a.tar",
                null,
                null,
                Unchanged.STAT,
                WhenChanging.FAIL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.tar", "a/b.tar", ".a.tar", "-a.tar", "a\n.tar", "a\\b.tar"})
  void namesThatAreNoFileNamesAreRefused(String name) {
    assertRefused("to", () -> new Tar().lower(tar(name, null, "uploads"), names));
  }

  @Test
  void checksumAsksTheSet() {
    Checksum.Params params =
        new Checksum.Params(
            List.of(Algorithm.SHA256, Algorithm.MD5, Algorithm.MD5),
            List.of(Artifacts.ALL, new Artifacts("*.dump")));

    assertThat(new Checksum().lower(params, names))
        .containsExactly(
            new Op.Observe(Ref.SET, new Digests(List.of("sha256", "md5"), Artifacts.ALL), null),
            new Op.Observe(
                Ref.SET, new Digests(List.of("sha256", "md5"), new Artifacts("*.dump")), null));
    assertThatThrownBy(() -> new Checksum.Params(List.of(), List.of(Artifacts.ALL)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new Checksum.Params(List.of(Algorithm.MD5), List.of()))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void uploadPublishesOneStoreAfterTheOther() {
    Upload.Params params = new Upload.Params(List.of(LOCAL, REMOTE), List.of(Artifacts.ALL));

    assertThat(new Upload().lower(params, names))
        .containsExactly(
            new Op.Transfer(new Op.Movement.Publish(LOCAL, List.of(Artifacts.ALL))),
            new Op.Transfer(new Op.Movement.Publish(REMOTE, List.of(Artifacts.ALL))));
    assertRefused("store", () -> new Upload.Params(List.of(LOCAL, LOCAL), List.of(Artifacts.ALL)));
    assertThatThrownBy(() -> new Upload.Params(List.of(), List.of(Artifacts.ALL)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new Upload.Params(List.of(LOCAL), List.of()))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void fetchAndPruneAreMovements() {
    assertThat(new Fetch().lower(new Fetch.Params(List.of(Artifacts.ALL), true, null), names))
        .containsExactly(new Op.Transfer(new Op.Movement.Fetch(List.of(Artifacts.ALL), true)));
    assertRefused("artifacts", () -> new Fetch.Params(List.of(), true, null));
    assertThat(new Prune().lower(new Prune.Params(List.of()), names))
        .as("all stores of the plan")
        .containsExactly(new Op.Transfer(new Op.Movement.Expire(List.of(LOCAL, REMOTE))));
    assertThat(new Prune().lower(new Prune.Params(List.of(REMOTE, REMOTE)), names))
        .containsExactly(new Op.Transfer(new Op.Movement.Expire(List.of(REMOTE))));
  }

  @Test
  void verifyIsItsChecksThoseOfDigestsLast() {
    List<CheckUse> uses = List.of(use("checksum"), use("size"), use("gzip"));

    assertThat(new Verify().lower(new Verify.Params(uses, LOCAL, Verify.OnFailure.DISCARD), names))
        .extracting(op -> ((Op.Check) op).in() + " " + ((Op.Check) op).check().type())
        .containsExactly(LOCAL + " size", LOCAL + " gzip", LOCAL + " checksum");
    assertRefused("checks", () -> new Verify.Params(List.of(), null, Verify.OnFailure.DISCARD));
  }

  private static CheckUse use(String type) {
    Prune.Params any = new Prune.Params(List.of());
    return new CheckUse(type, any, type, CheckUse.Severity.WARN, null, "f:1:1");
  }

  private static Exec.Params exec(
      List<String> run, Map<String, String> env, Map<String, Secret> secret, Integer... expect) {
    return new Exec.Params(
        run, plain(env), secret, Path.of("/srv"), List.of(expect), "out.txt", List.of());
  }

  private static Map<String, EnvValue> plain(Map<String, String> env) {
    Map<String, EnvValue> values = new HashMap<>();
    env.forEach((name, text) -> values.put(name, new EnvValue.Plain(text)));
    return values;
  }

  @Test
  void execHandsSecretsOnApartFromWhatIsWrittenOut() {
    Secret url = Secret.url(new SourceRef("db"));
    Exec.Params params =
        new Exec.Params(
            List.of("migrate"),
            Map.of("A", new EnvValue.Plain("b"), "URL", new EnvValue.Hidden(url)),
            Map.of("P", new Secret("db")),
            null,
            List.of(0),
            null,
            List.of());
    Command command =
        new Command(
            List.of("migrate"), Map.of("A", "b"), Map.of("URL", url, "P", new Secret("db")), null);

    assertThat(new Exec().lower(params, names))
        .containsExactly(new Op.Run(command, Set.of(0), false));
  }

  @Test
  void execOwesItsUndoBeforeItRuns() {
    Exec.Params params =
        new Exec.Params(
            List.of("make", "up"),
            plain(Map.of("A", "b")),
            Map.of("P", new Secret("db")),
            null,
            List.of(0),
            null,
            List.of("make", "down"));
    Command down =
        new Command(List.of("make", "down"), Map.of("A", "b"), Map.of("P", new Secret("db")), null);

    assertThat(new Exec().lower(params, names))
        .startsWith(
            new Op.Observe(Ref.PROGRAMS, new Undoing(down), null),
            new Op.Owe(Ref.PROGRAMS, "run-undo", List.of("undo"), null, Op.AtEnd.FORGIVE))
        .hasSize(3);
    assertRefused(
        "undo",
        () ->
            new Exec.Params(
                List.of("a"), Map.of(), Map.of(), null, List.of(0), null, List.of("-x")));
  }

  @Test
  void execRunsAProgramAndNoShell() {
    Exec.Params params =
        exec(
            List.of("npm", "run", "$(id); rm -rf /"),
            Map.of("A", "b"),
            Map.of("P", new Secret("db")),
            0,
            3);

    assertThat(new Exec().lower(params, names))
        .containsExactly(
            new Op.Run(
                new Command(
                    List.of("npm", "run", "$(id); rm -rf /"),
                    Map.of("A", "b"),
                    Map.of("P", new Secret("db")),
                    Path.of("/srv")),
                Set.of(0, 3),
                true));
  }

  @Test
  void execRefusesWhatCannotBeStarted() {
    Map<String, String> none = Map.of();
    assertRefused("run", () -> exec(List.of(), none, Map.of(), 0));
    assertRefused("run", () -> exec(List.of(" "), none, Map.of(), 0));
    assertRefused("run", () -> exec(List.of("--version"), none, Map.of(), 0));
    assertRefused("run", () -> exec(List.of("a", "b\0c"), none, Map.of(), 0));
    assertRefused("env", () -> exec(List.of("a"), Map.of("A=B", "c"), Map.of(), 0));
    assertRefused("secret-env", () -> exec(List.of("a"), none, Map.of("1A", new Secret("s")), 0));
    assertRefused(
        "secret-env", () -> exec(List.of("a"), Map.of("A", "b"), Map.of("A", new Secret("s")), 0));
    assertRefused("expect", () -> exec(List.of("a"), none, Map.of()));
    assertRefused("expect", () -> exec(List.of("a"), none, Map.of(), 256));
    assertRefused("expect", () -> exec(List.of("a"), none, Map.of(), -1));
  }
}
