package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.set.SetCatalog.Oddity;
import io.backstay.spi.Failure;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who can write to the store, and knows everything but the key, changes what is there. */
class ForgeryTest {
  private static final SetLayout LAYOUT = Fixtures.layout("x/", "metadata.json", null);

  @TempDir Path here;
  private final MemoryStore store = new MemoryStore("local");
  private Trust host = Fixtures.TRUST;
  private Trust stranger = Fixtures.TRUST;

  @BeforeEach
  void hosts() {
    host = Trust.in(here.resolve("host"));
    stranger = Trust.in(here.resolve("stranger"));
  }

  private KnownSet made(int daysAgo) {
    return made(daysAgo, host);
  }

  private KnownSet made(int daysAgo, Trust by) {
    Instant at = Fixtures.NOW.minus(Duration.ofDays(daysAgo));
    return Fixtures.publish(store, here, at, "aa" + daysAgo, "full", by);
  }

  private SetCatalog.Listing listing(Trust trust) {
    return Fixtures.catalog(LAYOUT, store.access(), trust).list();
  }

  private KnownSet listed(KnownSet set) {
    return listing(host).find(set.id()).orElseThrow();
  }

  private KnownSet chosen(Trust trust, @Nullable String argument) {
    RestoreRules rules =
        new RestoreRules(List.of(), Pick.LATEST, argument, null, null, null, List.of(), null);
    return new Selection(rules, Fixtures.clock(), new Random(1))
        .choose(List.of(Fixtures.catalog(LAYOUT, store.access(), trust)))
        .set();
  }

  private void assertNotChosen(Trust trust, @Nullable String argument, String because) {
    assertThatThrownBy(() -> chosen(trust, argument))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(because);
  }

  /** Changes a stored manifest and makes its digest agree again. */
  private void edit(String key, Consumer<ObjectNode> change) {
    try {
      byte[] bytes = Objects.requireNonNull(store.objects().get(key));
      ObjectNode tree = (ObjectNode) Canonical.read(bytes);
      change.accept(tree);
      tree.remove("digest");
      tree.put("digest", ManifestWriter.digest(tree));
      store.objects().put(key, Canonical.document(tree));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSetIsSignedByItsHostAndBelievedThere() {
    KnownSet set = made(1);

    assertThat(set.signer().trusted()).isTrue();
    assertThat(listed(set).signer().toString()).startsWith("signed by ").hasSize(22);
    assertThat(listed(set).usable()).isTrue();
    assertThat(chosen(host, null).id()).isEqualTo(set.id());
    assertThat(host.keys().own()).containsExactly(set.signer().key());
  }

  @TestFactory
  Stream<DynamicTest> everyEditIsFoundThoughTheDigestAgrees() {
    Map<String, Consumer<ObjectNode>> edits = new HashMap<>();
    edits.put("another time", t -> ((ObjectNode) t.get("made")).put("host", "elsewhere"));
    edits.put(
        "another digest",
        t -> ((ObjectNode) t.get("artifacts").get(0)).put("sha256", "0".repeat(64)));
    edits.put("another size", t -> ((ObjectNode) t.get("artifacts").get(0)).put("bytes", 7));
    edits.put("another recipe", t -> t.putArray("restore"));
    edits.put("no previous one", t -> t.putNull("previous"));
    edits.put("another signature", t -> ((ObjectNode) t.get("signature")).put("value", "AAAA"));
    edits.put("no base64", t -> ((ObjectNode) t.get("signature")).put("value", "%"));
    edits.put("no key", t -> ((ObjectNode) t.get("signature")).put("key", "x"));
    edits.put("another key", t -> ((ObjectNode) t.get("signature")).put("key", "A".repeat(43)));
    return edits.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      store.objects().clear();
                      host = Trust.in(here.resolve(each.getKey()));
                      made(2);
                      KnownSet set = made(1);

                      edit(set.key(), each.getValue());

                      SetCatalog.Listing listing = listing(host);
                      assertThat(listing.find(set.id())).isEmpty();
                      assertThat(listing.alarming())
                          .extracting(Oddity::kind)
                          .containsExactly(Oddity.Kind.UNREADABLE);
                      assertThat(listing.gone()).hasSize(1);
                      assertNotChosen(host, null, "is gone");
                      assertNotChosen(host, set.id(), "no set");
                    }));
  }

  @Test
  void aSetWithoutItsSignatureIsDigestOnlyAndNeverTaken() {
    KnownSet set = made(1);

    edit(set.key(), tree -> tree.putNull("signature"));

    assertThat(listed(set).signer()).hasToString("digest only");
    assertThat(listed(set).usable()).isFalse();
    assertThat(listed(set).trouble()).contains("digest only");
    assertNotChosen(host, null, "digest only");
    assertNotChosen(host, set.id(), "digest only");
  }

  @Test
  void aSetOfAStrangerIsNeverTakenUntilItsKeyIsAccepted() {
    KnownSet set = made(1, stranger);
    String key = Objects.requireNonNull(set.signer().key());
    host.keys().ready();

    assertThat(listed(set).signer().toString()).endsWith("not known here");
    assertNotChosen(host, null, "not known here");
    assertThatThrownBy(() -> chosen(host, set.id()))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.help()).contains(key));

    assertThat(chosen(host.with(key), set.id()).id()).as("once").isEqualTo(set.id());
    assertNotChosen(host, null, "not known here");
    host.keys().trust(key);
    assertThat(chosen(host, null).id()).as("for good").isEqualTo(set.id());
    assertThat(host.keys().trusted()).hasSize(2);
  }

  @Test
  void strangersCountForNothingAndAreNotOursToDelete() {
    KnownSet ours = made(9);
    KnownSet theirs = made(1, stranger);

    Retention.Subject subject = listed(theirs).subject(false, Instant.EPOCH);
    assertThat(subject.level()).isEqualTo(Level.BROKEN);
    assertThat(subject.pin()).contains("not known here");
    assertThat(chosen(host, null).id()).isEqualTo(ours.id());
    assertThat(made(0).manifest().previous()).isEqualTo(ours.link());
  }

  @Test
  void aSetThatWasDeletedAndPutBackIsFound() {
    KnownSet old = made(5);
    Map<String, byte[]> then = new HashMap<>(store.objects());
    made(1);
    pruner().delete(List.of(listed(old)));
    assertThat(listing(host).gone()).as("what we delete is not missed").isEmpty();

    then.forEach(store.objects()::putIfAbsent);

    assertThat(listed(old).doubt()).contains("deleted it before");
    assertThat(listed(old).usable()).isFalse();
    assertThat(listing(stranger.with(key(old))).find(old.id()).orElseThrow().usable())
        .as("only memory can know")
        .isTrue();
  }

  @Test
  void aStoreSetBackToAnEarlierStateIsFound() {
    KnownSet old = made(5);
    Map<String, byte[]> then = new HashMap<>(store.objects());
    KnownSet newest = made(1);

    store.objects().clear();
    store.objects().putAll(then);

    assertThat(listing(host).gone()).extracting(SetCatalog.Gone::id).containsExactly(newest.id());
    assertNotChosen(host, null, newest.id());
    assertThat(chosen(host, old.id()).id()).as("by name it can be had").isEqualTo(old.id());

    Fixtures.catalog(LAYOUT, store.access(), host).accept();
    assertThat(listing(host).gone()).isEmpty();
    assertThat(chosen(host, null).id()).isEqualTo(old.id());
  }

  @Test
  void aSetSwappedForAnotherUnderItsIdIsFound() {
    KnownSet first = made(5);
    KnownSet second = made(1);
    store.objects().clear();
    Trust elsewhere = Trust.in(here.resolve("other-state"));
    KnownSet other = made(1, elsewhere);
    host.keys().trust(key(other));

    assertThat(other.id()).isEqualTo(second.id());
    assertThat(listed(second).doubt()).contains("not the set this host made");
    assertThat(listing(host).gone()).extracting(SetCatalog.Gone::id).containsExactly(first.id());
  }

  @Test
  void whereNothingIsRememberedTheChainStillTells() {
    KnownSet first = made(5);
    KnownSet second = made(1);
    assertThat(Objects.requireNonNull(second.manifest().previous())).isEqualTo(first.link());
    Map<String, byte[]> chained = new HashMap<>(store.objects());
    store.objects().clear();
    made(9, stranger);
    KnownSet other = made(5, stranger);
    chained.forEach(store.objects()::putIfAbsent);
    Trust fresh = Trust.in(here.resolve("fresh"));
    fresh.keys().trust(key(first));
    fresh.keys().trust(key(other));

    KnownSet substituted = listing(fresh).find(first.id()).orElseThrow();

    assertThat(substituted.signer().key()).isEqualTo(key(other));
    assertThat(substituted.doubt()).contains(second.id());
    assertThat(chosen(fresh, null).id()).isEqualTo(second.id());
  }

  @Test
  void marksAreSignedAndCannotBeRolledBack() {
    KnownSet set = made(1);
    String key = SetLayout.marks(set.id());
    byte[] before = Objects.requireNonNull(store.objects().get(key));
    marks(host).add(set, new Mark(Mark.Kind.BROKEN, Fixtures.NOW, "r", "flipped"));
    assertThat(listed(set).level()).isEqualTo(Level.BROKEN);

    store.objects().put(key, before);
    assertThat(listed(set).sound()).as("without its last line").isFalse();
    store.objects().remove(key);
    assertThat(listed(set).sound()).as("without any").isFalse();
    assertThat(listed(set).usable()).isFalse();
    assertThat(listed(set).trouble()).hasValueSatisfying(w -> assertThat(w).contains("changed"));
  }

  @Test
  void aStrangerProvesNothingButIsHeardWhenASetIsBroken() {
    KnownSet set = made(1);
    Trust other = stranger.with(key(set));
    KnownSet theirs = Fixtures.catalog(LAYOUT, store.access(), other).list().sets().getFirst();

    marks(other).add(theirs, new Mark(Mark.Kind.RESTORED, Fixtures.NOW, "r", "drilled"));
    assertThat(listed(set).level()).isEqualTo(Level.WRITTEN);
    assertThat(listed(set).sound()).as("the chain goes on").isTrue();
    marks(other).add(theirs, new Mark(Mark.Kind.PINNED, Fixtures.NOW, "r", "evidence"));
    marks(other).add(theirs, new Mark(Mark.Kind.UNPINNED, Fixtures.NOW, "r", "no evidence"));
    assertThat(listed(set).pin()).as("may keep, may not let go").isEqualTo("evidence");
    marks(other).add(theirs, new Mark(Mark.Kind.BROKEN, Fixtures.NOW, "r", "unreadable"));
    assertThat(listed(set).level()).isEqualTo(Level.BROKEN);
  }

  @Test
  void anUnsignedLineBelowASignedSetProvesNothing() {
    KnownSet set = made(1);
    String key = SetLayout.marks(set.id());
    String line =
        "{\"mark\":\"restored\",\"at\":\"2026-02-13T02:00:00Z\",\"run\":\"r\",\"detail\":\"d\","
            + "\"previous\":\""
            + Fixtures.catalog(LAYOUT, store.access(), host).marks(set).last()
            + "\"}\n";
    String now =
        new String(Objects.requireNonNull(store.objects().get(key)), StandardCharsets.UTF_8);

    store.objects().put(key, (now + line).getBytes(StandardCharsets.UTF_8));

    assertThat(listed(set).sound()).isFalse();
    assertThat(listed(set).level()).isEqualTo(Level.WRITTEN);
  }

  @Test
  void nobodyElseCanHaveThingsSweptAway() {
    KnownSet set = made(1);
    Pruner theirs =
        new Pruner(
            Fixtures.catalog(LAYOUT, store.access(), stranger),
            store.access(),
            Fixtures.HOST,
            Fixtures.clock());
    theirs.announce(set.manifest(), "nowhere/metadata.json");
    Map<String, byte[]> before = new HashMap<>(store.objects());
    store.objects().remove(set.key());
    before.remove(set.key());

    assertThat(pruner().sweep()).isEmpty();

    assertThat(store.objects()).containsExactlyInAnyOrderEntriesOf(before);
  }

  private Pruner pruner() {
    SetCatalog catalog = Fixtures.catalog(LAYOUT, store.access(), host);
    return new Pruner(catalog, store.access(), Fixtures.HOST, Fixtures.clock());
  }

  private Marks marks(Trust trust) {
    return new Marks(Fixtures.catalog(LAYOUT, store.access(), trust), store.access());
  }

  private static String key(KnownSet set) {
    return Objects.requireNonNull(set.signer().key());
  }
}
