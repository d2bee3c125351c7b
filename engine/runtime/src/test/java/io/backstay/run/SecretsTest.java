package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource that spills its secret wherever it can. None of it may be found anywhere after. */
final class SecretsTest {
  private static final String CANARY = "canary/Birds+sing @4";
  private static final Secret SECRET = new Secret("bird");
  private static final Ref CAGE = new Ref(Ref.Kind.SOURCE, "cage");

  @TempDir Path directory;

  /** Spills it. */
  record Spill(String how) implements Request {
    @Override
    public String says() {
      return how;
    }
  }

  private static final class Cage implements Resource {
    @Override
    public Ref ref() {
      return CAGE;
    }

    @Override
    public String says() {
      return "a cage";
    }

    @Override
    public List<Finding> probe(Look look) {
      return List.of();
    }

    @Override
    public Facts observe(Request request, Look look) {
      return Facts.of("secret", look.reveal(SECRET));
    }

    @Override
    public Facts call(Request request, Tools tools) {
      String secret = tools.reveal(SECRET);
      forms(secret).forEach(form -> tools.log("it is " + form + "."));
      tools.log(secret.substring(0, 7));
      tools.log(secret.substring(7));
      return switch (((Spill) request).how()) {
        case "facts" ->
            new Facts(Map.of("plain", secret, secret, List.of(Map.of("deep", "x" + secret))));
        case "debt" -> Facts.of("container", "named-" + secret);
        case "fails" -> throw Failure.of("R999", "login with " + secret + " failed").help(secret);
        default -> throw new IllegalStateException(secret);
      };
    }

    @Override
    public void pay(String action, Facts facts, Tools tools) {
      throw Failure.of("R999", "still " + tools.reveal(SECRET));
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    String url = URLEncoder.encode(secret, UTF_8);
    return List.of(
        secret,
        url,
        url.replace("+", "%20"),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes));
  }

  private static Op spill(String how) {
    return new Op.Call(CAGE, new Spill(how));
  }

  private static Node step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private static Program program(Node... steps) {
    return Programs.of("20260213_020000-0001", List.of(steps), List.of(), List.of(), new Cage());
  }

  private RunRecord run(Node... steps) throws IOException {
    Bench bench = new Bench(directory, secret -> CANARY);
    RunRecord record = bench.run(program(steps));
    List<String> told = new ArrayList<>(bench.log);
    told.addAll(bench.events.stream().map(Objects::toString).toList());
    told.add(record.toString());
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        told.add(Files.readString(file));
      }
    }
    for (String form : forms(CANARY)) {
      assertThat(told).noneMatch(text -> text.contains(form));
    }
    assertThat(told).noneMatch(text -> text.contains(CANARY.substring(7)));
    assertThat(told).anyMatch(text -> text.contains("***"));
    return record;
  }

  @Test
  void inFactsAndLogs() throws IOException {
    RunRecord record =
        run(step("a", spill("facts")), step("b", new Op.Observe(CAGE, new Spill("x"), "secret")));
    assertThat(record.state()).isEqualTo(RunState.OK);
  }

  @Test
  void inFailures() throws IOException {
    RunRecord record = run(step("a", spill("fails")));
    assertThat(Objects.requireNonNull(record.cause()).message()).isEqualTo("login with *** failed");
  }

  @Test
  void aDebtThatCannotBeWrittenDownAsItIsIsNotTaken() throws IOException {
    RunRecord record =
        run(
            step(
                "a",
                spill("debt"),
                new Op.Owe(CAGE, "open", List.of("container"), null, Op.AtEnd.PAY),
                spill("bug")));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(record.debts()).isEmpty();
    assertThat(Objects.requireNonNull(record.cause()).code()).isEqualTo("R123");
  }

  @Test
  void inDebtsThatCannotBePaid() throws IOException {
    RunRecord record =
        run(
            step(
                "a",
                spill("facts"),
                new Op.Owe(CAGE, "open", List.of(), null, Op.AtEnd.PAY),
                spill("fails")));
    assertThat(record.state()).isEqualTo(RunState.ATTENTION);
    assertThat(Objects.requireNonNull(record.cause()).message()).contains("still ***");
  }

  @Test
  void inWhatProgramsPrint() throws IOException {
    Command print =
        new Command(
            List.of("sh", "-c", "echo \"out $BIRD\"; echo \"err $BIRD\" >&2; exit 7"),
            Map.of(),
            Map.of("BIRD", SECRET),
            directory);
    RunRecord record = run(step("a", new Op.Run(print, Set.of(7), true)));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(record.toString()).contains("stdout=out ***", "exit=7");
    RunRecord failed = new Bench(directory, secret -> CANARY).run(failing(print));
    assertThat(Objects.requireNonNull(failed.cause()).message())
        .isEqualTo("`sh` exited with 7: err ***");
  }

  private static Program failing(Command print) {
    return Programs.of(
        "20260213_020000-0002",
        List.of(step("a", new Op.Run(print, Set.of(0), false))),
        List.of(),
        List.of(),
        new Cage());
  }

  @Test
  void atTheEdgeOfWhatIsKeptOfAProgram() throws IOException {
    int kept = 64 * 1024;
    String script = "head -c " + (kept - 10) + " /dev/zero | tr '\\0' x; printf '%s' \"$BIRD\"";
    Command print =
        new Command(List.of("sh", "-c", script), Map.of(), Map.of("BIRD", SECRET), directory);
    RunRecord record = run(step("a", new Op.Run(print, Set.of(0), true)));
    assertThat(record.toString()).doesNotContain(CANARY.substring(0, 8));
  }
}
