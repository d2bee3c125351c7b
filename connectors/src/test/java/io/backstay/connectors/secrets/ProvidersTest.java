package io.backstay.connectors.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import io.backstay.spi.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private static final String SECRET = "s3cr3t value";

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final List<List<String>> commands = new ArrayList<>();
  private String printed = "";

  private final ProviderWorld world =
      new ProviderWorld() {
        @Override
        public Map<String, String> environment() {
          return environment;
        }

        @Override
        public Path projectRoot() {
          return root;
        }

        @Override
        public String output(List<String> argv) {
          commands.add(argv);
          return printed;
        }
      };

  private Path file(String name, String content, String mode) throws IOException {
    Path file = Files.writeString(root.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void aLiteralIsWhatThePlanSays() {
    InsecureLiteral literal = new InsecureLiteral();
    InsecureLiteral.Params devpass = new InsecureLiteral.Params("devpass");

    assertThat(literal.value(devpass, world)).contains("devpass");
    assertThat(literal.origin(devpass)).doesNotContain("devpass");
    assertFails("R742", () -> literal.value(new InsecureLiteral.Params(""), world));
  }

  private static void assertFails(String code, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.code()).isEqualTo(code);
              assertThat(f.message() + f.help()).doesNotContain(SECRET);
            });
  }

  @Test
  void aVariableOfTheEnvironment() {
    Env env = new Env();
    Env.Params params = new Env.Params("PGPASSWORD");
    assertThat(env.value(params, world)).isEmpty();
    assertThat(env.wouldAnswer(params, world)).contains(false);

    environment.put("PGPASSWORD", SECRET);
    assertThat(env.value(params, world)).contains(SECRET);
    assertThat(env.wouldAnswer(params, world)).contains(true);

    environment.put("PGPASSWORD", "");
    assertFails("R742", () -> env.value(params, world));
    assertThat(env.origin(params)).isEqualTo("env:PGPASSWORD");
  }

  @Test
  void aCredentialOfSystemd() throws IOException {
    SystemdCredential systemd = new SystemdCredential();
    SystemdCredential.Params params = new SystemdCredential.Params("shop-db");
    assertThat(systemd.value(params, world)).as("not in a unit").isEmpty();

    environment.put("CREDENTIALS_DIRECTORY", root.toString());
    assertThat(systemd.value(params, world)).as("not loaded").isEmpty();
    assertThat(systemd.wouldAnswer(params, world)).contains(false);

    file("shop-db", SECRET + "\n", "r--------");
    assertThat(systemd.value(params, world)).contains(SECRET);
    assertThat(systemd.wouldAnswer(params, world)).contains(true);
    assertThat(systemd.origin(params)).isEqualTo("systemd:shop-db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../shadow", "/etc/shadow", "", ".", "..", "a/b"})
  void credentialsAreNamedNotPathed(String name) {
    assertThatThrownBy(() -> new SystemdCredential.Params(name)).isInstanceOf(Refusal.class);
  }

  @Test
  void aFileOnlyItsOwnersCanRead() throws IOException {
    SecretFile provider = new SecretFile();
    SecretFile.Params params = new SecretFile.Params(Path.of("password"));
    assertThat(provider.value(params, world)).isEmpty();
    assertThat(provider.wouldAnswer(params, world)).contains(false);

    file("password", SECRET + "\r\n", "rw-r-----");
    assertThat(provider.value(params, world)).contains(SECRET);
    assertThat(provider.wouldAnswer(params, world)).contains(true);

    file("password", SECRET, "rw-r--r--");
    assertFails("R740", () -> provider.value(params, world));
    file("password", "\n", "rw-------");
    assertFails("R742", () -> provider.value(params, world));
    file("password", "x".repeat(70_000), "rw-------");
    assertFails("R741", () -> provider.value(params, world));
    Path directory = Files.createDirectory(root.resolve("directory"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    assertFails("R741", () -> provider.value(new SecretFile.Params(directory), world));
  }

  @Test
  void onlyOneLineBreakIsNotPartOfASecret() throws IOException {
    SecretFile.Params params = new SecretFile.Params(Path.of("password"));
    file("password", " two\nlines \n\n", "rw-------");

    assertThat(new SecretFile().value(params, world)).contains(" two\nlines \n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "KEY=plain|plain",
        "  export KEY = spaced out  |spaced out",
        "KEY='single # $HOME \\n'|single # $HOME \\n",
        "KEY=\"double \\\"q\\\" # \\\\ $HOME\" # comment|double \"q\" # \\ $HOME",
        "KEY=value # comment|value",
        "KEY=pa#ss$word|pa#ss$word",
        "KEY=a=b==|a=b==",
        "KEY=\"open|\"open"
      })
  void linesOfADotenvFile(String line, String value) throws IOException {
    file(".env", "# KEY=no\nOTHER=x\nKEYS=y\n" + line + "\nNOT A LINE\n", "rw-------");

    assertThat(new Dotenv().value(new Dotenv.Params(Path.of(".env"), "KEY"), world))
        .contains(value);
  }

  @Test
  void dotenvFilesThatDoNotAnswer() throws IOException {
    Dotenv dotenv = new Dotenv();
    Dotenv.Params params = new Dotenv.Params(Path.of(".env"), "KEY");
    assertThat(dotenv.value(params, world)).isEmpty();
    assertThat(dotenv.wouldAnswer(params, world)).contains(false);

    file(".env", "OTHER=x\n", "rw-------");
    assertThat(dotenv.value(params, world)).isEmpty();
    assertThat(dotenv.wouldAnswer(params, world)).as("not told without reading").isEmpty();

    file(".env", "KEY=\n", "rw-------");
    assertFails("R742", () -> dotenv.value(params, world));
    file(".env", "KEY=" + SECRET + "\nKEY=2\n", "rw-------");
    assertFails("R743", () -> dotenv.value(params, world));
    file(".env", "KEY=" + SECRET + "\n", "rw-r--r--");
    assertFails("R740", () -> dotenv.value(params, world));
    assertThat(dotenv.origin(params)).isEqualTo("dotenv:.env#KEY");
  }

  @Test
  void escapesInDoubleQuotes() throws IOException {
    file(".env", "KEY=\"a\\nb\\tc\\rd\\$e\"", "rw-------");

    assertThat(new Dotenv().value(new Dotenv.Params(Path.of(".env"), "KEY"), world))
        .contains("a\nb\tc\rd$e");
  }

  @Test
  void whatAProgramPrints() {
    SecretCommand provider = new SecretCommand();
    SecretCommand.Params params = new SecretCommand.Params(List.of("pass", "show", "db"));
    printed = SECRET + "\n";

    assertThat(provider.wouldAnswer(params, world)).isEqualTo(Optional.empty());
    assertThat(commands).as("never run to find out").isEmpty();
    assertThat(provider.value(params, world)).contains(SECRET);
    assertThat(commands).containsExactly(List.of("pass", "show", "db"));
    assertThat(provider.origin(params)).isEqualTo("command:pass");
    printed = "\n";
    assertFails("R742", () -> provider.value(params, world));
    assertThatThrownBy(() -> new SecretCommand.Params(List.of())).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new SecretCommand.Params(List.of(" "))).isInstanceOf(Refusal.class);
  }
}
