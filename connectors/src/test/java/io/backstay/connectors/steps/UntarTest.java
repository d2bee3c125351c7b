package io.backstay.connectors.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.steps.Untar.Params;
import io.backstay.connectors.steps.Untar.Previous;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Op.Drain.ToTrees;
import io.backstay.spi.Op.Owe;
import io.backstay.spi.Op.Settle;
import io.backstay.spi.Op.Verb;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.TreeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntarTest {
  private static final Artifacts ARCHIVE = new Artifacts("uploads.tar.gz");
  private static final Duration DAY = Duration.ofHours(24);

  private static List<Op> lower(Declared names, @Nullable String into, @Nullable Duration keep) {
    Params params =
        new Params(
            ARCHIVE,
            into == null ? null : new SourceRef(into),
            keep == null ? null : new Previous(keep));
    return new Untar().lower(params, names);
  }

  private static Ref ref(String name) {
    return new Ref(Ref.Kind.SOURCE, name);
  }

  private static Owe owe(String name, String action, AtEnd atEnd) {
    return new Owe(ref(name), action, List.of(), null, atEnd);
  }

  private static Op unpack(Map<String, Ref> targets) {
    return new Op.Stream(new Op.Producer.Artifact(ARCHIVE), new ToTrees(targets));
  }

  private static Op swap(Declared names, String name, Duration keep) {
    TreeSource source = (TreeSource) names.source(new SourceRef(name));
    return new Op.Change(ref(name), Verb.RENAME, source.swapIn(keep));
  }

  @Test
  void everythingIsOwedBeforeItIsDone() {
    Declared names = new Declared().files("uploads", "/srv/uploads");

    assertThat(lower(names, "uploads", DAY))
        .containsExactly(
            owe("uploads", TreeSource.DISCARD_INCOMING, AtEnd.PAY),
            unpack(Map.of("*", ref("uploads"))),
            owe("uploads", TreeSource.SWAP_BACK, AtEnd.FORGIVE),
            swap(names, "uploads", DAY),
            new Settle(ref("uploads"), TreeSource.DISCARD_INCOMING));
  }

  @Test
  void whatIsNotKeptIsDroppedOnlyAfterItCouldBeSwappedBack() {
    Declared names = new Declared().files("uploads", "/srv/uploads");

    List<Op> ops = lower(names, "uploads", null);

    Op drop = owe("uploads", TreeSource.DROP_PREVIOUS, AtEnd.PAY);
    Op back = owe("uploads", TreeSource.SWAP_BACK, AtEnd.FORGIVE);
    assertThat(ops).contains(drop, back, swap(names, "uploads", Duration.ZERO));
    assertThat(ops.indexOf(drop)).as("debts are paid newest first").isLessThan(ops.indexOf(back));
  }

  @Test
  void withoutIntoEveryTreeGoesBackWhereItCameFrom() {
    Declared names =
        new Declared()
            .files("uploads", "/srv/uploads")
            .other("db")
            .files("config", "/srv/config.yml");

    List<Op> ops = lower(names, null, DAY);

    assertThat(ops)
        .contains(unpack(Map.of("uploads", ref("uploads"), "config", ref("config"))))
        .contains(swap(names, "uploads", DAY), swap(names, "config", DAY));
  }

  @Test
  void aTreeInsideAnotherIsUnpackedWhenTheOuterOneIsInPlace() {
    Declared names =
        new Declared()
            .files("cache", "/srv/logs/cache")
            .files("logs", "/srv/logs")
            .files("index", "/srv/index")
            .files("deep", "/srv/logs/cache/deep");

    List<Op> ops = lower(names, null, DAY);

    assertThat(ops)
        .containsSubsequence(
            unpack(Map.of("logs", ref("logs"), "index", ref("index"))),
            swap(names, "logs", DAY),
            unpack(Map.of("cache", ref("cache"))),
            swap(names, "cache", DAY),
            unpack(Map.of("deep", ref("deep"))),
            swap(names, "deep", DAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/backups", "/backups/set/uploads", "/srv/../backups/x"})
  void aTargetThatIsOrLiesInAStoreIsRefused(String path) {
    Declared names = new Declared().store("local", "/backups").files("uploads", path);

    assertThatThrownBy(() -> lower(names, "uploads", DAY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("store `local`");
    assertThatThrownBy(() -> lower(names, null, DAY)).isInstanceOf(Refusal.class);
  }

  @Test
  void aTargetThatContainsAStoreIsRefused() {
    Declared names = new Declared().store("local", "/srv/data/backups").files("data", "/srv/data");

    assertThatThrownBy(() -> lower(names, "data", DAY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("contains store `local`");
  }

  @Test
  void whatIsNoTreeIsRefused() {
    Declared names = new Declared().other("db");

    assertThatThrownBy(() -> lower(names, "db", DAY)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> lower(names, null, DAY)).isInstanceOf(Refusal.class);
  }
}
