package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Tarred;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes over the members of a tar stream as they are, but for its end, and lists them in the
 * inventory. The stream has to be a complete archive of the one root.
 */
final class TarCopy {
  private final Tarred root;
  private final BlockOutput output;
  private final InventoryWriter inventory;
  private final TarParser parser = new TarParser(new MemberDigests(this::complete));
  private boolean rootSeen;

  TarCopy(Tarred root, BlockOutput output, InventoryWriter inventory) {
    this.root = root;
    this.output = output;
    this.inventory = inventory;
  }

  void run() throws IOException, InterruptedException {
    byte[] buffer = new byte[Blocks.SIZE];
    long offset = 0;
    for (int n = root.tar().read(buffer); n >= 0; n = root.tar().read(buffer)) {
      parser.feed(ByteBuffer.wrap(buffer, 0, n));
      long wanted = parser.end() < 0 ? n : Math.clamp(parser.end() - offset, 0, n);
      output.write(ByteBuffer.wrap(buffer, 0, (int) wanted));
      offset += n;
    }
    parser.finish();
    if (!rootSeen) {
      throw Damage.of("the archive of `" + root.name() + "` does not hold the directory itself");
    }
  }

  private void complete(Member member) throws IOException {
    if (!member.name().equals(root.name()) && !member.name().startsWith(root.name() + "/")) {
      throw StreamException.of(
          Kind.DAMAGED,
          "%s in the archive of `%s` does not stand under that name"
              .formatted(RawName.shown(member.name()), root.name()));
    }
    rootSeen |= member.name().equals(root.name());
    inventory.add(member);
  }
}
