package io.backstay.connectors.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Refusal;
import io.backstay.spi.Store;
import io.backstay.testing.Needs;
import io.backstay.testing.StoreContract;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {
  @TempDir Path dir;

  private static Store store(Path path, boolean create, @Nullable String mode) {
    return new DirectoryType().store("local", new DirectoryType.Params(path, create, mode));
  }

  private Store.Writer writer(Store store) {
    return store.writer(new TestTools(dir));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "file", ""), content);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Nested
  class Contract extends StoreContract {
    @Override
    protected Store emptyStore(Path near) {
      return store(near.resolve("store"), true, null);
    }

    /** A tree deeper than a path can say: nobody, not even root, can list it to its end. */
    @Override
    protected boolean breakListing(Store store) throws IOException {
      Path root = store.directory().orElseThrow();
      String deep = "cd \"$0\"; for i in $(seq 25); do mkdir $1 && cd -P ./$1 || exit 1; done";
      assertThat(sh(deep, root.toString(), "d".repeat(200))).isZero();
      return true;
    }

    private static int sh(String... words) throws IOException {
      List<String> command = new ArrayList<>(List.of("sh", "-c"));
      command.addAll(List.of(words));
      ProcessBuilder builder = new ProcessBuilder(command);
      try {
        return builder.inheritIO().start().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @AfterEach
    void removeWhatJavaCannot() throws IOException {
      sh("rm -rf \"$0\"", outside.resolve("store").toString());
    }
  }

  @Test
  void aMissingDirectoryIsAFailureUnlessItMayBeMade() throws IOException {
    Store lost = store(dir.resolve("mnt/disk"), false, null);
    Path file = file("x");

    assertThatThrownBy(() -> lost.reader(new TestTools(dir)).list(""))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not there");
    assertThatThrownBy(() -> writer(lost).put("a", file)).isInstanceOf(Failure.class);
    assertThat(lost.staging()).isEmpty();
    assertThat(dir.resolve("mnt")).doesNotExist();

    Store fresh = store(dir.resolve("mnt/disk"), true, null);
    assertThat(fresh.reader(new TestTools(dir)).list("")).isEmpty();
    assertThat(dir.resolve("mnt")).as("reading makes nothing").doesNotExist();
    writer(fresh).put("a", file);
    assertThat(dir.resolve("mnt/disk/a")).hasContent("x");
    assertThat(mode(dir.resolve("mnt/disk"))).isEqualTo("rwx------");
  }

  @Test
  void aFileIsNoStore() throws IOException {
    Store file = store(file("x"), true, null);

    assertThatThrownBy(() -> file.reader(new TestTools(dir)).list("")).isInstanceOf(Failure.class);
    assertThat(file.probe(new TestTools(dir)))
        .singleElement()
        .extracting(Finding::status)
        .isEqualTo(Finding.Status.FAIL);
  }

  @Test
  void permissionsAreThoseOfTheSetWhateverTheUmask() throws IOException {
    Store store = store(dir.resolve("store"), true, "0755");
    Store.Writer writer = writer(store).permissions(0640, 0750);

    writer.put("set/a/file", file("x"));
    writer.replace("set/b/note", "y".getBytes(StandardCharsets.UTF_8));
    writer(store).put("private/file", file("z"));

    Path root = dir.resolve("store");
    assertThat(mode(root)).isEqualTo("rwxr-xr-x");
    assertThat(mode(root.resolve("set"))).isEqualTo("rwxr-x---");
    assertThat(mode(root.resolve("set/a"))).isEqualTo("rwxr-x---");
    assertThat(mode(root.resolve("set/a/file"))).isEqualTo("rw-r-----");
    assertThat(mode(root.resolve("set/b/note"))).isEqualTo("rw-r-----");
    assertThat(mode(root.resolve("private"))).isEqualTo("rwx------");
    assertThat(mode(root.resolve("private/file"))).isEqualTo("rw-------");
    assertThat(mode(root.resolve(".backstay/staging"))).isEqualTo("rwx------");
  }

  @Test
  @Tag("root")
  @Needs("root")
  void whatIsStoredIsGivenToItsOwner() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    Files.createDirectories(dir.resolve("store/.backstay/staging"));
    Store.Writer writer = writer(store).owner("nobody:nogroup").permissions(0640, 0750);
    writer.put("set/file", file("x"));
    writer.replace(".backstay/note", "y".getBytes(StandardCharsets.UTF_8));
    writer.owner(":daemon").put("other/file", file("z"));

    Path root = dir.resolve("store");
    for (String path : new String[] {"", "set", "set/file", ".backstay", ".backstay/note"}) {
      assertThat(owner(root.resolve(path))).as(path).isEqualTo("nobody:nogroup");
    }
    assertThat(mode(root.resolve("set/file"))).isEqualTo("rw-r-----");
    assertThat(owner(root.resolve("other/file"))).isEqualTo("root:daemon");
    assertThat(owner(root.resolve(".backstay/staging"))).startsWith("root:");
    assertThatThrownBy(() -> writer.owner("no-such-user").put("set/more", file("x")))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.message()).contains("no user `no-such-user`"));
    assertThat(writer.stat("set/more")).isEmpty();
  }

  private static String owner(Path path) throws IOException {
    PosixFileAttributes is =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return is.owner().getName() + ":" + is.group().getName();
  }

  @Test
  void nothingIsCopiedOnTheSameFileSystem() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    Path file = file("content");

    writer(store).put("a", file);

    assertThat(Files.getAttribute(dir.resolve("store/a"), "unix:ino"))
        .isEqualTo(Files.getAttribute(file, "unix:ino"));
    assertThat(dir.resolve("store/.backstay")).doesNotExist();
  }

  @Test
  void whatCannotBeLinkedIsCopiedAndNothingIsLeftOver() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    Path link = Files.createSymbolicLink(dir.resolve("link"), file("content"));

    writer(store).put("a", link);
    writer(store).put("b", Path.of("/proc/self/cmdline"));

    assertThat(dir.resolve("store/a"))
        .isRegularFile()
        .hasContent("content")
        .matches(path -> !Files.isSymbolicLink(path), "is a file of its own");
    assertThat(dir.resolve("store/b")).isNotEmptyFile();
    assertThat(dir.resolve("store/.backstay/staging")).isEmptyDirectory();
    assertThat(writer(store).list("")).hasSize(2);
    assertThatThrownBy(() -> writer(store).put("a", link)).isInstanceOf(Failure.class);
    assertThat(dir.resolve("store/.backstay/staging")).isEmptyDirectory();
  }

  @Test
  void whatIsStagedIsNotListed() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    Path staging = store.staging().orElseThrow();
    Files.createDirectories(staging.resolve("run-1"));
    Files.writeString(staging.resolve("run-1/half"), "x");
    writer(store).put(".backstay/id.json", file("{}"));

    assertThat(writer(store).list(""))
        .extracting(Store.Stored::key)
        .containsExactly(".backstay/id.json");
    assertThat(writer(store).list(".backstay/")).hasSize(1);
  }

  @Test
  void symbolicLinksAreNeverFollowed() throws IOException {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x");
    Path root = Files.createDirectory(dir.resolve("store"));
    Files.createSymbolicLink(root.resolve("way"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
    Store.Writer writer = writer(store(root, false, null));
    Path file = file("y");

    assertThat(writer.list("")).isEmpty();
    assertThat(writer.stat("file")).isEmpty();
    assertThat(writer.local("file")).isEmpty();
    assertThatThrownBy(() -> writer.open("file").close()).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.open("way/secret").close()).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.put("way/new", file)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.put("file", file)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.delete("way/secret")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> writer.replace("way/secret", new byte[0])).isInstanceOf(Failure.class);
    assertThat(outside.resolve("secret")).hasContent("x");
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void theLatestLinkIsRelativeAndLeadsToTheSet() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    writer(store).put("20260213_020000/a", file("x"));

    writer(store).link("latest", "20260213_020000");

    Path link = dir.resolve("store/latest");
    assertThat(Files.readSymbolicLink(link)).hasToString("20260213_020000");
    assertThat(link.resolve("a")).hasContent("x");
    assertThat(writer(store).list("")).hasSize(1);
  }

  @Test
  void deletingASetRemovesItsDirectoryAndNeverAnybodyElses() throws IOException {
    Store store = store(dir.resolve("store"), true, null);
    Store.Writer writer = writer(store);
    writer.put("a/b/one", file("x"));
    writer.put("a/two", file("x"));

    assertThatThrownBy(() -> writer.delete("a/b")).isInstanceOf(Failure.class);
    writer.delete("a/b/one");
    assertThat(dir.resolve("store/a/b")).doesNotExist();
    assertThat(dir.resolve("store/a/two")).exists();
    writer.delete("a/two");
    assertThat(dir.resolve("store")).isEmptyDirectory();
  }

  @Test
  void aFileWhereADirectoryShouldBeIsAFailure() throws IOException {
    Store.Writer writer = writer(store(dir.resolve("store"), true, null));
    writer.put("a", file("x"));
    Path file = file("y");

    assertThatThrownBy(() -> writer.put("a/b", file)).isInstanceOf(Failure.class);
    assertThat(writer.list("")).hasSize(1);
  }

  @Test
  void theProbeTellsWhatItSees() throws IOException {
    Store missing = store(dir.resolve("missing"), false, null);
    Store there = store(Files.createDirectory(dir.resolve("store")), false, null);

    assertThat(missing.probe(new TestTools(dir)))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.FAIL))
        .satisfies(f -> assertThat(f.help()).contains("create: true"));
    assertThat(store(dir.resolve("missing"), true, null).probe(new TestTools(dir)))
        .singleElement()
        .satisfies(f -> assertThat(f.summary()).contains("will be made"));
    assertThat(there.probe(new TestTools(dir)))
        .singleElement()
        .satisfies(f -> assertThat(f.status()).isEqualTo(Finding.Status.ASSUMED))
        .satisfies(f -> assertThat(f.summary()).contains("free"));
  }

  @Test
  void thatItCanBeWrittenIsProvenAndNothingIsLeft() throws IOException {
    Path root = Files.createDirectory(dir.resolve("store"));
    Files.setLastModifiedTime(root, FileTime.from(Instant.EPOCH));

    Finding proven = store(root, false, null).proveWrite(new TestTools(dir));

    assertThat(proven.status()).isEqualTo(Finding.Status.OK);
    assertThat(proven.summary()).contains("written and removed");
    assertThat(root).isEmptyDirectory();
    assertThat(Files.getLastModifiedTime(root).toInstant())
        .as("something was there")
        .isAfter(Instant.EPOCH);
  }

  @Test
  void whatIsNotThereIsNotMadeToProveSomething() {
    Path missing = dir.resolve("missing");

    assertThat(store(missing, false, null).proveWrite(new TestTools(dir)).status())
        .isEqualTo(Finding.Status.FAIL);
    assertThat(store(missing, true, null).proveWrite(new TestTools(dir)).status())
        .isEqualTo(Finding.Status.UNCHECKED);
    assertThat(missing).doesNotExist();
  }

  /** Root may write where permissions say nobody may, so the file system itself has to refuse. */
  @Test
  @Tag("loop")
  @Needs("loop")
  void permissionsProveNothingWhereTheFileSystemRefuses() throws IOException, InterruptedException {
    Path image = dir.resolve("image");
    Path mount = Files.createDirectory(dir.resolve("mount"));
    run("truncate", "-s", "2M", image.toString());
    run("mkfs.ext4", "-q", "-N", "16", image.toString());
    run("mount", "-o", "loop", image.toString(), mount.toString());
    try {
      Path additions = Files.createDirectory(mount.resolve("additions"));
      run("chattr", "+a", additions.toString());
      assertThat(proven(additions)).contains("cannot be removed", additions.toString());

      fillWithNames(mount);
      assertThat(proven(mount)).contains("cannot write", "No space");
    } finally {
      run("umount", mount.toString());
    }
  }

  /** What is said against a directory that looks as if it could be written. */
  private String proven(Path directory) {
    Store store = store(directory, false, null);
    assertThat(store.probe(new TestTools(dir)).getFirst().status())
        .isEqualTo(Finding.Status.ASSUMED);
    Finding found = store.proveWrite(new TestTools(dir));
    assertThat(found.status()).isEqualTo(Finding.Status.FAIL);
    return found.summary();
  }

  private static void fillWithNames(Path directory) throws IOException {
    int made = 0;
    try {
      while (made < 10_000) {
        Files.createFile(directory.resolve("name" + made++));
      }
      throw new AssertionError("there is still room after " + made);
    } catch (FileSystemException full) {
      assertThat(made).isPositive();
    }
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> new DirectoryType.Params(dir, true, "rwx"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new DirectoryType.Params(dir, false, "0755"))
        .isInstanceOf(Refusal.class);
  }

  /** A full disk: nothing appears under the key, and what was there is untouched. */
  @Test
  @Tag("loop")
  @Needs("loop")
  void aFullDiskLeavesNothingHalf() throws IOException, InterruptedException {
    Path image = dir.resolve("image");
    Path mount = Files.createDirectory(dir.resolve("mount"));
    run("truncate", "-s", "2M", image.toString());
    run("mkfs.ext4", "-q", image.toString());
    run("mount", "-o", "loop", image.toString(), mount.toString());
    try {
      Store.Writer writer = writer(store(mount.resolve("store"), true, null));
      writer.put("good", file("good"));
      Path big = Files.write(dir.resolve("big"), new byte[8 << 20]);

      assertThatThrownBy(() -> writer.put("big", big)).isInstanceOf(Failure.class);

      assertThat(writer.list("")).extracting(Store.Stored::key).containsExactly("good");
      assertThat(mount.resolve("store/.backstay/staging")).isEmptyDirectory();
    } finally {
      run("umount", mount.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }
}
