package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes named pipes and devices, with the system's own programs: Java has no way. */
final class SpecialFile {
  private SpecialFile() {}

  static void make(Path at, Member member, Unpacking plan) throws IOException {
    String path = at.toString();
    List<String> type =
        switch (member.type()) {
          case FIFO -> List.of("p");
          case CHARACTER_DEVICE -> numbers("c", member);
          case BLOCK_DEVICE -> numbers("b", member);
          default -> throw new IllegalArgumentException(member.type() + " is no special file");
        };
    List<String> mknod = new ArrayList<>(List.of("mknod", "--mode=600", path));
    mknod.addAll(type);
    run(mknod.toArray(String[]::new));
    if (plan.owners()) {
      run("chown", "--no-dereference", member.uid() + ":" + member.gid(), path);
    }
    run("chmod", mode(member, plan), path);
    run("touch", "--no-dereference", "--date=@" + Seconds.text(member.mtime()), path);
  }

  private static List<String> numbers(String letter, Member member) {
    return List.of(
        letter,
        Long.toString(Device.major(member.device())),
        Long.toString(Device.minor(member.device())));
  }

  private static String mode(Member member, Unpacking plan) {
    return Integer.toOctalString(plan.setIds() ? member.mode() : member.mode() & 0777);
  }

  private static void run(String... argv) throws IOException {
    ProgramSpec spec = ProgramSpec.of(argv).with(Map.of());
    try (ProgramRun run = ProgramRun.start(spec)) {
      Exit exit = run.await();
      if (!exit.ok()) {
        throw StreamException.of(Kind.UNWRITABLE, exit.shown(spec.name()));
      }
    }
  }
}
