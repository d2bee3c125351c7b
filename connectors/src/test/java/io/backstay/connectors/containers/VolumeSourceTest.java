package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.AccessMode;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Ground;
import io.backstay.spi.Op;
import io.backstay.spi.TreeSource;
import io.backstay.spi.TreeSource.Incoming;
import io.backstay.spi.TreeSource.Tree;
import io.backstay.testing.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
@Needs("docker")
class VolumeSourceTest {

  private static final String LONG = "n".repeat(180);
  private static final String FILL =
      "cd /data && chown 70:71 . && chmod 2750 . && mkdir -p deep/er .backstay/before-x"
          + " && echo kept > .backstay/before-x/old && echo one > deep/er/file"
          + (" && echo kept > .backstay/before-x/" + LONG + " && echo two > deep/" + LONG)
          + " && ln -s deep link && head -c 200000 /dev/urandom > zbig";

  private static final String LOOK =
      "cd /data && find . ! -path './.backstay*' -exec stat -c '%n %u:%g %a' {} ';' | sort";

  private final Sandbox sandbox = new Sandbox();
  private final Acting run = new Acting("r1");
  private String volume = "";
  private CuttingProxy elsewhere = unused();

  @BeforeEach
  void fill() throws IOException {
    volume = sandbox.volume();
    sandbox.output(sandbox.idleWith(volume), "sh", "-c", FILL);
  }

  @AfterEach
  void remove() throws IOException {
    sandbox.close();
    elsewhere.close();
  }

  @Test
  @Tag("root")
  @Needs("root")
  void onItsOwnHostItIsADirectory() {
    Tree tree = source().tree(run);

    assertThat(tree).isInstanceOf(Tree.Directory.class);
    Tree.Directory directory = (Tree.Directory) tree;
    assertThat(directory.root().resolve("deep/er/file")).hasContent("one\n");
    assertThat(directory.exclude()).contains("/.backstay", "/.backstay/**");
    assertThat(source().observe(new TreeSource.Totals(), run).values())
        .containsEntry("files", 3L)
        .containsEntry("bytes", 200_008L);
    assertThat(source().probe(run).getFirst().summary()).startsWith("3 files ");
    assertThat(source().ground(run)).map(Ground::path).contains(directory.root());
  }

  @Test
  void elsewhereItIsAnArchiveUnderTheSourcesName() throws IOException {
    ContainerState target = sandbox.idle();

    try (Tree.Tar tree = (Tree.Tar) remote("stuff", volume).tree(run)) {
      assertThat(helpers()).hasSize(1);
      byte[] tar = tree.bytes().readAllBytes();
      sandbox.engine().socket().unpack(target.id(), "/", new ByteArrayInputStream(tar));
    }

    assertThat(helpers()).isEmpty();
    assertThat(remote("stuff", volume).ground(run)).as("nobody here can tell").isEmpty();
    String listing =
        "find stuff -exec stat -c '%n %u:%g %a %s' {} ';' | sort | sed s/" + LONG + "/LONG/";
    assertThat(sandbox.output(target, "sh", "-c", listing).lines())
        .contains(
            "stuff 70:71 2750 4096", "stuff/deep/LONG 0:71 644 4", "stuff/zbig 0:71 644 200000")
        .noneMatch(line -> line.contains(".backstay"))
        .hasSize(7);
  }

  @Test
  void aReservedNameThatIsNotOursIsNeverLeftOut() throws IOException {
    ContainerState user = sandbox.idleWith(volume);
    sandbox.output(user, "sh", "-c", "rm -rf /data/.backstay && echo mine > /data/.backstay");
    try (Tree.Tar tree = (Tree.Tar) remote("stuff", volume).tree(run)) {
      assertThatThrownBy(() -> tree.bytes().readAllBytes())
          .hasMessageContaining("has a name that is reserved there");
    }
  }

  @Test
  void whatNoBufferHoldsIsReadToItsEnd() throws IOException {
    String large = sandbox.volume();
    String fill = "head -c 32000000 /dev/zero > /data/large";
    sandbox.output(sandbox.idleWith(large), "sh", "-c", fill);

    try (Tree.Tar tree = (Tree.Tar) remote("stuff", large).tree(run)) {
      assertThat(tree.bytes().readAllBytes()).hasSizeGreaterThan(32_000_000);
    }
  }

  @Test
  @Tag("root")
  @Needs("root")
  void norOnItsOwnHost() throws IOException {
    ContainerState user = sandbox.idleWith(volume);
    sandbox.output(user, "sh", "-c", "echo mine > /data/.backstay/mine");
    assertThatThrownBy(() -> source().tree(run)).hasMessageContaining("the name is reserved there");
  }

  @Test
  void aMissingVolumeIsNamedAndNotMade() {
    String missing = volume + "-missing";

    assertThatThrownBy(() -> remote("stuff", missing).tree(run))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("volume `" + missing + "` does not exist");
    assertThat(remote("stuff", missing).probe(run).getFirst().status())
        .isEqualTo(Finding.Status.FAIL);
    assertThatThrownBy(() -> new Volumes(sandbox.engine()).require(missing))
        .isInstanceOf(Failure.class);
  }

  @Test
  @Tag("root")
  @Needs("root")
  void whatComesInIsSwappedInUnderARunningContainerAndBack() throws IOException {
    ContainerState user = sandbox.idleWith(volume);
    TreeSource source = source();

    Path incoming = ((Incoming.Directory) source.incoming(run)).directory();
    Files.writeString(incoming.resolve("fresh"), "new");
    assertThat(sandbox.output(user, "ls", "/data")).isEqualTo("deep\nlink\nzbig\n");
    Facts swapped = source.change(Op.Verb.RENAME, source.swapIn(Duration.ofHours(24)), run);

    assertThat(sandbox.output(user, "ls", "/data")).isEqualTo("fresh\n");
    assertThat(Path.of(swapped.text("previous").orElseThrow()).resolve("deep/er/file")).exists();
    assertThat(run.log).last().asString().contains(user.name());

    new VolumeSource("stuff", volume, sandbox::engine)
        .pay(TreeSource.SWAP_BACK, Facts.NONE, new Acting("r1"));
    assertThat(sandbox.output(user, "ls", "/data")).isEqualTo("deep\nlink\nzbig\n");
    assertThat(sandbox.output(user, "ls", "/data/.backstay")).isEqualTo("before-x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {Sandbox.IMAGE, "postgres:15"})
  void elsewhereAContainersOwnToolsSwapItInAndBack(String image) throws IOException {
    String own = sandbox.volume();
    ContainerState user = sandbox.idleWith(own, image);
    sandbox.output(user, "sh", "-c", FILL);
    String before = sandbox.output(user, "sh", "-c", LOOK);
    ContainerState origin = sandbox.idle();
    sandbox.output(
        origin, "sh", "-c", "mkdir -m 750 /made && chown 5:6 /made && echo new > '/made/a b'");
    TreeSource source = remote("stuff", own);

    Incoming.Tar incoming = (Incoming.Tar) source.incoming(run);
    try (InputStream tar = sandbox.engine().socket().archive(origin.id(), "/made")) {
      incoming.write(tar);
    }
    assertThat(sandbox.output(user, "sh", "-c", LOOK)).isEqualTo(before);
    source.change(Op.Verb.RENAME, source.swapIn(Duration.ofHours(24)), run);
    assertThat(sandbox.output(user, "sh", "-c", LOOK)).isEqualTo(". 5:6 750\n./a b 0:0 644\n");

    remote("stuff", own).pay(TreeSource.SWAP_BACK, Facts.NONE, new Acting("r1"));
    assertThat(sandbox.output(user, "sh", "-c", LOOK)).isEqualTo(before);
    assertThat(sandbox.output(user, "ls", "/data/.backstay")).isEqualTo("before-x\n");
    assertThat(helpers()).isEmpty();
  }

  @Test
  void elsewhereAVolumeThatNoContainerUsesIsNotReplaced() {
    String unused = sandbox.volume();

    assertThatThrownBy(() -> remote("stuff", unused).incoming(run))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no container uses it");
  }

  @Test
  void helpersOfDeadProcessesAreRemovedAndOthersAreNot() {
    Owner self = Owner.self();
    Owner dead = new Owner(self.host(), self.boot(), self.pid(), "1970-01-01T00:00:00Z");
    Owner stranger = new Owner("another-host", "boot/pid", 1, "");
    ContainerState left = helperOf(dead);
    ContainerState theirs = helperOf(stranger);

    VolumeState state = new Volumes(sandbox.engine()).require(volume);
    try (VolumeHelper mine = mount(state);
        VolumeHelper alsoMine = mount(state)) {
      assertThat(helpers()).contains(mine.id(), alsoMine.id(), theirs.id());
      assertThat(helpers()).doesNotContain(left.id());
    }
    assertThat(helpers()).containsExactly(theirs.id());
  }

  private VolumeHelper mount(VolumeState state) {
    return VolumeHelper.mount(sandbox.engine(), state, "v", AccessMode.ro, "r1");
  }

  private ContainerState helperOf(Owner owner) {
    return sandbox.create(
        c -> c.withLabels(Map.of(VolumeHelper.OWNER_LABEL, owner.label())), "true");
  }

  private List<String> helpers() {
    return sandbox
        .engine()
        .client()
        .ask(
            "listing",
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(VolumeHelper.OWNER_LABEL))
                    .exec())
        .stream()
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }

  private VolumeSource source() {
    return new VolumeSource("stuff", volume, sandbox::engine);
  }

  /** The same engine over a network, so that none of its paths can be used. */
  private VolumeSource remote(String name, String volumeName) {
    return new VolumeSource(name, volumeName, () -> new DockerEngine(elsewhere.address()));
  }

  private CuttingProxy unused() {
    try {
      return new CuttingProxy(sandbox.engine().client().address(), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
