package io.backstay.connectors.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.files.FilesType;
import io.backstay.expr.Percent;
import io.backstay.expr.Size;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckWorld.Earlier;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import io.backstay.spi.Verdict.NotApplicable;
import io.backstay.spi.Verdict.NotPassed;
import io.backstay.spi.Verdict.Passed;
import io.backstay.testing.TestTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetChecksTest {
  private static final List<Artifacts> ALL = List.of(Artifacts.ALL);

  private final Path dir;
  private final OneSet set;

  SetChecksTest(@TempDir Path dir) throws IOException {
    this.dir = dir;
    this.set = new OneSet(Files.createDirectory(dir.resolve("set")));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private <P extends Record> void assertPasses(CheckType<P> type, P params) {
    assertThat(set.check(type, params)).isInstanceOf(Passed.class);
  }

  private <P extends Record> void assertFails(String because, CheckType<P> type, P params) {
    assertThat(set.check(type, params))
        .isInstanceOfSatisfying(NotPassed.class, v -> assertThat(v.summary()).contains(because));
  }

  @Test
  void allOverNothingFails() {
    assertFails("no artifact", new ExistsCheck(), new ExistsCheck.Params(ALL));
    assertFails("no artifact", new ChecksumCheck(), new ChecksumCheck.Params(ALL));
    assertFails("no artifact", new NotEmptyCheck(), new NotEmptyCheck.Params(ALL));
    assertFails("no artifact", new GzipCheck(), new GzipCheck.Params(ALL));
    assertFails("no artifact", new ArchiveReadableCheck(), new ArchiveReadableCheck.Params(ALL));
    assertFails("holds no files", new FilesCheck(), files(null, new Expect.Recorded()));
    assertFails("no artifact", new SizeCheck(), new SizeCheck.Params("set", size(0), null, null));
  }

  @Test
  void aNameMustBeThereAndAPatternNeedNot() {
    set.artifact("a.txt", "x");

    assertFails(
        "`b.txt`", new ExistsCheck(), new ExistsCheck.Params(List.of(new Artifacts("b.txt"))));
    assertThat(set.check(new ExistsCheck(), new ExistsCheck.Params(List.of(new Artifacts("*.gz")))))
        .isInstanceOf(NotApplicable.class);
    assertPasses(new ExistsCheck(), new ExistsCheck.Params(List.of(new Artifacts("*.txt"))));
  }

  @Test
  void whatTheManifestNamesButNobodyFindsDoesNotExist() throws IOException {
    set.artifact("a.txt", "x");
    Files.delete(dir.resolve("set/a.txt"));

    assertFails("cannot be opened", new ExistsCheck(), new ExistsCheck.Params(ALL));
    Files.createFile(dir.resolve("set/a.txt"));
    assertFails("is empty", new ExistsCheck(), new ExistsCheck.Params(ALL));
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    set.artifact("a.txt", "content").artifact("b.txt", "content");
    assertPasses(new ChecksumCheck(), new ChecksumCheck.Params(ALL));

    Files.writeString(dir.resolve("set/b.txt"), "contenu");

    assertFails("`b.txt` differs", new ChecksumCheck(), new ChecksumCheck.Params(ALL));

    set.proven = true;
    assertPasses(new ChecksumCheck(), new ChecksumCheck.Params(ALL));
  }

  @Test
  void aCompressedNothingIsEmpty() throws IOException {
    set.artifact("a.sql.gz", gzip("select"), "dump", Facts.NONE);
    assertPasses(new NotEmptyCheck(), new NotEmptyCheck.Params(ALL));
    set.artifact("b.sql.gz", gzip(""), "dump", Facts.NONE);

    assertFails("`b.sql.gz` is empty", new NotEmptyCheck(), new NotEmptyCheck.Params(ALL));
  }

  @Test
  void aCutGzipIsFound() throws IOException {
    byte[] whole = gzip("select ".repeat(1000));
    set.artifact("a.sql.gz", whole, "dump", Facts.NONE).artifact("b.txt", "x");
    assertPasses(new GzipCheck(), new GzipCheck.Params(ALL));

    Files.write(dir.resolve("set/a.sql.gz"), java.util.Arrays.copyOf(whole, whole.length - 9));

    assertFails("cannot be decompressed", new GzipCheck(), new GzipCheck.Params(ALL));
  }

  @Test
  void onlyArchivesAreReadAsArchives() {
    set.artifact("a.tar", new byte[1], "archive", Facts.NONE).artifact("b.txt", "x");
    set.archives.put("a.tar", new Passed("read", Facts.NONE));
    assertPasses(new ArchiveReadableCheck(), new ArchiveReadableCheck.Params(ALL));

    set.archives.put("a.tar", new NotPassed("", "", "a member is missing", Facts.NONE));
    assertFails(
        "a member is missing", new ArchiveReadableCheck(), new ArchiveReadableCheck.Params(ALL));
  }

  private static Size size(long bytes) {
    return new Size(bytes);
  }

  private SizeCheck.Params drift(int percent) {
    return new SizeCheck.Params("set", null, null, Percent.hundredths(percent));
  }

  @Test
  void sizesHaveBounds() {
    set.artifact("a.txt", "12345").artifact("b.txt", "12345");

    assertPasses(new SizeCheck(), new SizeCheck.Params("set", size(10), size(10), null));
    assertPasses(new SizeCheck(), new SizeCheck.Params("a.txt", size(5), size(5), null));
    assertFails("at least", new SizeCheck(), new SizeCheck.Params("set", size(11), null, null));
    assertFails("at most", new SizeCheck(), new SizeCheck.Params("set", null, size(9), null));
    assertFails("no artifact", new SizeCheck(), new SizeCheck.Params("c", null, size(9), null));
  }

  @Test
  void sizesDriftFromTheLastSetEitherWay() {
    set.artifact("a.txt", "1234567890");
    assertPasses(new SizeCheck(), drift(1));

    set.earlier.add(new Earlier("old", TestTools.NOW, "full", 20, true));
    assertPasses(new SizeCheck(), drift(50));
    assertFails("within 49%", new SizeCheck(), drift(49));
    set.earlier.set(0, new Earlier("old", TestTools.NOW, "full", 5, true));
    assertPasses(new SizeCheck(), drift(100));
    assertFails("within 99%", new SizeCheck(), drift(99));
  }

  @Test
  void boundsThatSayNothingAreRefused() {
    Percent half = Percent.hundredths(50);
    assertThatThrownBy(() -> new SizeCheck.Params("set", null, null, null))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new SizeCheck.Params("set", size(2), size(1), null))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new SizeCheck.Params("a.txt", null, null, half))
        .isInstanceOf(Refusal.class);
  }

  private static FilesCheck.Params files(@Nullable String in, Expect expect) {
    return new FilesCheck.Params(in == null ? null : new SourceRef(in), expect);
  }

  private void tree(String name, int files) throws IOException {
    Path root = Files.createDirectories(dir.resolve(name));
    for (int i = 0; i < files; i++) {
      Files.writeString(root.resolve("file" + i), "x");
    }
    FilesType.Params params = new FilesType.Params(root, List.of(), List.of(), false);
    set.declare(new FilesType().source(name, params));
  }

  private OneSet archive(String name, String... roots) {
    return set.artifact(
        name, new byte[1], "archive", new Facts(Map.of("roots", List.of(roots), "files", 5)));
  }

  private static Map<String, Object> counted(long files) {
    return Map.of("files", files, "bytes", files);
  }

  @Test
  void inABackupTheArchiveIsHeldAgainstItsList() {
    archive("a.tar", "uploads");
    set.archives.put("a.tar", new Passed("5 members", Facts.NONE));
    assertPasses(new FilesCheck(), files(null, new Expect.Recorded()));
    assertPasses(new FilesCheck(), files(null, new Expect.Between("5", null)));
    assertFails("is 5", new FilesCheck(), files(null, new Expect.Between("6", null)));

    set.archives.put("a.tar", new NotPassed("", "", "one is missing", Facts.NONE));
    assertFails("one is missing", new FilesCheck(), files(null, new Expect.Recorded()));
  }

  @Test
  void inARestoreTheTreesAreCounted() throws IOException {
    set.restored = true;
    archive("a.tar", "uploads", "config");
    set.record("uploads", "files", counted(3)).record("config", "files", counted(1));
    tree("uploads", 3);
    tree("config", 1);
    assertPasses(new FilesCheck(), files(null, new Expect.Recorded()));
    assertPasses(new FilesCheck(), files("uploads", new Expect.Recorded()));

    Files.delete(dir.resolve("uploads/file0"));

    assertFails("`uploads` is 2", new FilesCheck(), files(null, new Expect.Recorded()));
    assertFails("`uploads` is 2", new FilesCheck(), files("uploads", new Expect.Recorded()));
  }

  @Test
  void anotherPlaceTakesAllTheTreesOfTheSet() throws IOException {
    set.restored = true;
    archive("a.tar", "uploads", "config");
    set.record("uploads", "files", counted(3)).record("config", "files", counted(1));
    tree("elsewhere", 4);
    assertPasses(new FilesCheck(), files("elsewhere", new Expect.Recorded()));

    tree("elsewhere", 5);
    assertFails("is 5", new FilesCheck(), files("elsewhere", new Expect.Recorded()));
  }

  @Test
  void whatWasNeverRecordedIsNotProven() throws IOException {
    set.restored = true;
    archive("a.tar", "uploads");
    tree("uploads", 0);

    assertFails("recorded nothing", new FilesCheck(), files(null, new Expect.Recorded()));
    assertFails("recorded nothing", new FilesCheck(), files("uploads", new Expect.Recorded()));
  }

  private void earlier(int daysAgo, boolean usable) {
    set.earlier.add(
        new Earlier(
            "set-" + daysAgo,
            TestTools.NOW.minus(java.time.Duration.ofDays(daysAgo)),
            "full",
            1,
            usable));
  }

  private static AgeCheck.Params age(int hours) {
    return new AgeCheck.Params(java.time.Duration.ofHours(hours));
  }

  @Test
  void theNewestUsableSetHasAnAge() {
    assertFails("no set", new AgeCheck(), age(26));
    earlier(0, false);
    earlier(1, true);

    assertPasses(new AgeCheck(), age(24));
    assertFails("`set-1` is 24 h old", new AgeCheck(), age(23));
    assertThatThrownBy(() -> age(0)).isInstanceOf(Refusal.class);
    set.earlier.clear();
    earlier(-1, true);
    assertFails("future", new AgeCheck(), age(26));
  }

  @Test
  void usableSetsAreCountedOnce() {
    earlier(0, false);
    earlier(1, true);
    earlier(2, true);
    earlier(2, true);

    assertPasses(new CountCheck(), new CountCheck.Params(2));
    assertFails("2 sets", new CountCheck(), new CountCheck.Params(3));
    assertThatThrownBy(() -> new CountCheck.Params(0)).isInstanceOf(Refusal.class);
  }

  @Test
  void checksSayWhatTheySpeakAbout() {
    assertThat(new ChecksumCheck().covers(new ChecksumCheck.Params(ALL))).isEqualTo(ALL);
    assertThat(new FilesCheck().looksAt(files("a", new Expect.Recorded()))).hasSize(1);
    assertThat(new FilesCheck().looksAt(files(null, new Expect.Recorded()))).isEmpty();
    Verdict verdict = new NotApplicable("nothing");
    assertThat(verdict).isNotInstanceOf(Passed.class);
  }
}
