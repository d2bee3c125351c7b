package io.backstay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. A test of a store extends this and says how to make an empty one. */
public abstract class StoreContract {
  /** Files to be put; on another place than the store. */
  @TempDir public Path outside;

  /** What the store is used with; secrets it needs are declared here. */
  protected TestTools tools;

  private Store.Writer writer;

  /** An empty store, reachable and writable. */
  protected abstract Store emptyStore(Path near) throws IOException;

  /**
   * Makes it impossible to list the store completely; false when this store cannot be broken so.
   */
  protected boolean breakListing(Store store) throws IOException {
    return false;
  }

  /**
   * From now on the connection breaks off in the middle of what is sent, and so does every other;
   * false when this store has none.
   */
  protected boolean breakConnection(Store store) throws IOException {
    return false;
  }

  /** The same for what is received: so many bytes arrive, once. */
  protected boolean breakAnswer(Store store, long bytes) throws IOException {
    return false;
  }

  /** The connection is as good as it was. */
  protected void mendConnection(Store store) throws IOException {}

  /** Stores that cannot be used: nobody is there, nothing is there, or one may not ask. */
  protected List<Store> unusable(Path near) throws IOException {
    return List.of();
  }

  private Store store;

  @BeforeEach
  final void makeTheStore() throws IOException {
    tools = new TestTools(outside);
    store = emptyStore(outside);
    writer = store.writer(tools);
  }

  @Test
  final void whatWasPutIsThere() throws IOException {
    Path file = file("a", "first");

    writer.put("set/a.txt", file);

    assertThat(content("set/a.txt")).isEqualTo("first");
    assertThat(writer.stat("set/a.txt")).contains(new Store.Stored("set/a.txt", 5));
    assertThat(file).as("still readable where it was").hasContent("first");
  }

  @Test
  final void whatExistsIsNeverReplacedByPut() throws IOException {
    writer.put("a.txt", file("a", "first"));

    assertThatThrownBy(() -> writer.put("a.txt", file("b", "second"))).isInstanceOf(Failure.class);

    assertThat(content("a.txt")).isEqualTo("first");
    assertThat(keys("")).containsExactly("a.txt");
  }

  @Test
  final void replaceCreatesAndReplaces() throws IOException {
    writer.replace("notes/a.json", bytes("first"));
    writer.replace("notes/a.json", bytes("2"));

    assertThat(content("notes/a.json")).isEqualTo("2");
    assertThat(keys("")).containsExactly("notes/a.json");
  }

  @Test
  final void listingGoesByPrefixNotByDirectory() throws IOException {
    for (String key : List.of("2026/01/a", "2026/02/a", "2026/0", "other/a")) {
      writer.put(key, file("x", key));
    }

    assertThat(keys("")).containsExactlyInAnyOrder("2026/01/a", "2026/02/a", "2026/0", "other/a");
    assertThat(keys("2026/0")).containsExactlyInAnyOrder("2026/01/a", "2026/02/a", "2026/0");
    assertThat(keys("2026/01/")).containsExactly("2026/01/a");
    assertThat(keys("nothing")).isEmpty();
    assertThat(writer.list("2026/0")).allSatisfy(s -> assertThat(s.bytes()).isPositive());
  }

  @Test
  final void whatWasDeletedIsGoneAndDeletingAgainIsFine() throws IOException {
    writer.put("set/a.txt", file("a", "first"));

    writer.delete("set/a.txt");
    writer.delete("set/a.txt");
    writer.delete("never/was.txt");

    assertThat(keys("")).isEmpty();
    assertThat(writer.stat("set/a.txt")).isEmpty();
    writer.put("set/a.txt", file("b", "again"));
    assertThat(content("set/a.txt")).isEqualTo("again");
  }

  @Test
  final void openingWhatIsMissingFails() {
    assertThatThrownBy(() -> content("missing.txt"))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.message()).contains("missing.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blank.txt",
        "größe-数据-🗄.bin",
        "a'b\"c$(id)`d`.txt",
        "percent%2Fsign+plus&amp;.txt",
        "…",
        "deep/er/and/deeper/file",
        ".backstay/20260213_020000-7c1e.json"
      })
  final void oddNamesAreNames(String key) throws IOException {
    writer.put(key, file("x", key));

    assertThat(content(key)).isEqualTo(key);
    assertThat(keys("")).containsExactly(key);
    writer.delete(key);
    assertThat(keys("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "a/../../out", "/etc/out", "a//b", "a/./b", "", "a/", ".."})
  final void keysThatLeadElsewhereAreRefused(String key) throws IOException {
    Path file = file("x", "content");

    assertThatThrownBy(() -> writer.put(key, file)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.replace(key, bytes("x"))).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.delete(key)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.stat(key)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.open(key).close()).isInstanceOf(Failure.class);
    assertThat(keys("")).isEmpty();
  }

  @Test
  final void aLinkLeadsToTheNewestAndNeverReplacesAFile() throws IOException {
    writer.put("1/a", file("a", "one"));
    writer.put("2/a", file("b", "two"));
    writer.put("taken", file("c", "a file"));

    writer.link("latest", "1");
    writer.link("latest", "2");

    assertThatThrownBy(() -> writer.link("taken", "1")).isInstanceOf(Failure.class);
    assertThat(content("taken")).isEqualTo("a file");
    assertThat(content("2/a")).isEqualTo("two");
  }

  @Test
  final void anEmptyFileIsAFile() throws IOException {
    writer.put("empty", file("x", ""));

    assertThat(writer.stat("empty")).contains(new Store.Stored("empty", 0));
    assertThat(content("empty")).isEmpty();
  }

  @Test
  final void asManyCanBeReadAtOnceAsItSays() throws Exception {
    List<String> keys = IntStream.range(0, 40).mapToObj(i -> "set/" + i + ".json").toList();
    for (String key : keys) {
      writer.replace(key, key.getBytes(StandardCharsets.UTF_8));
    }
    Store.Reader reader = store.reader(tools);
    try (ExecutorService readers = Executors.newFixedThreadPool(reader.atOnce())) {
      List<Callable<byte[]>> reads = new ArrayList<>();
      keys.forEach(key -> reads.add(() -> read(reader, key)));
      List<Future<byte[]>> contents = readers.invokeAll(reads);
      for (int i = 0; i < keys.size(); i++) {
        assertThat(contents.get(i).get()).asString().isEqualTo(keys.get(i));
      }
    }
  }

  private static byte[] read(Store.Reader reader, String key) throws IOException {
    try (InputStream in = reader.open(key)) {
      return in.readAllBytes();
    }
  }

  @Test
  final void freeSpaceIsPartOfTheWhole() {
    assertThat(writer.space().stream())
        .allSatisfy(
            space -> {
              assertThat(space.freeBytes()).isBetween(0L, space.totalBytes());
              assertThat(space.totalBytes()).isPositive();
            });
  }

  @Test
  final void aProofThatItCanBeWrittenLeavesNothing() throws IOException {
    writer.put("set/a.txt", file("a", "first"));

    assertThat(store.proveWrite(tools).status()).isIn(Finding.Status.OK, Finding.Status.UNCHECKED);

    assertThat(keys("")).containsExactly("set/a.txt");
  }

  @Test
  final void anIncompleteListingIsAFailure() throws IOException {
    writer.put("set/a.txt", file("a", "first"));
    if (breakListing(store)) {
      assertThatThrownBy(() -> writer.list("")).isInstanceOf(Failure.class);
    }
  }

  @Test
  final void aLargeFileArrivesWhole() throws IOException {
    Path large = large();

    writer.put("set/large", large);

    assertThat(writer.stat("set/large")).contains(new Store.Stored("set/large", LARGE));
    assertSame("set/large", large);
    assertThatThrownBy(() -> writer.put("set/large", large)).isInstanceOf(Failure.class);
  }

  @Test
  final void whatBreaksOffLeavesNothing() throws IOException {
    Path large = large();
    writer.put("set/there", file("a", "first"));
    if (!breakConnection(store)) {
      return;
    }

    assertThatThrownBy(() -> writer.put("set/large", large)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.list("")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.stat("set/there")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.delete("set/there")).isInstanceOf(Failure.class);

    mendConnection(store);
    Store.Writer later = store.writer(tools);
    assertThat(later.list("")).containsExactly(new Store.Stored("set/there", 5));
    later.delete("set/large");
    assertThat(leftovers(store)).isEmpty();
    later.put("set/large", large);
    assertSame("set/large", large);
  }

  @Test
  final void whatIsReceivedIsWholeOrAnError() throws IOException {
    Path large = large();
    writer.put("set/large", large);
    if (!breakAnswer(store, LARGE / 2)) {
      return;
    }

    long read = 0;
    try (InputStream in = writer.open("set/large")) {
      read = in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | Failure broken) {
      read = LARGE;
    }

    assertThat(read).as("an end that came early is no end").isEqualTo(LARGE);
  }

  @Test
  final void whatCannotBeUsedSaysWhatAndWhereAndWhatToDo() throws IOException {
    Path file = file("a", "first");
    for (Store other : unusable(outside)) {
      Store.Writer there = other.writer(tools);
      assertThat(other.probe(tools))
          .as(other.says())
          .singleElement()
          .satisfies(found -> assertThat(found.status()).isEqualTo(Finding.Status.FAIL))
          .satisfies(found -> assertThat(found.help()).isNotBlank());
      assertThat(other.proveWrite(tools).status()).isEqualTo(Finding.Status.FAIL);
      assertRefused(other, () -> there.list(""));
      assertRefused(other, () -> there.stat("a"));
      assertRefused(other, () -> there.open("a").close());
      assertRefused(other, () -> there.put("a", file));
      assertRefused(other, () -> there.replace("a", bytes("x")));
      assertRefused(other, () -> there.delete("a"));
    }
  }

  private static void assertRefused(Store store, ThrowingCallable use) {
    assertThatThrownBy(use)
        .as(store.says())
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.message()).contains(store.says());
              assertThat(f.help()).isNotBlank();
            });
  }

  /** What lies about after something was broken off and deleted, for those who can look. */
  protected List<String> leftovers(Store store) throws IOException {
    return List.of();
  }

  private static final long LARGE = (17L << 20) + 3;

  private Path large() throws IOException {
    byte[] content = new byte[(int) LARGE];
    new Random(7).nextBytes(content);
    return Files.write(outside.resolve("large"), content);
  }

  private void assertSame(String key, Path file) throws IOException {
    Path fetched = outside.resolve("fetched");
    try (InputStream in = store.reader(tools).open(key)) {
      Files.copy(in, fetched, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.mismatch(fetched, file)).isEqualTo(-1);
  }

  /** The keys below a prefix. */
  protected final List<String> keys(String prefix) {
    return writer.list(prefix).stream().map(Store.Stored::key).toList();
  }

  /** The content of an object, as text. */
  protected final String content(String key) throws IOException {
    try (InputStream in = writer.open(key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(outside.resolve(name), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
