package io.backstay.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.notify.Email.Encryption;
import io.backstay.connectors.tls.SelfSigned;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail, given to a real mail server as it is set up in the field: with TLS and a password. */
final class EmailTest {
  private static final Notification NEWS =
      new Notification(
          Notification.Event.FAILURE,
          "shop",
          "Backup",
          "20260214_020000-5d1c",
          "failed",
          Instant.parse("2026-02-14T02:00:00Z"),
          Duration.ofSeconds(75),
          "Web 1",
          "the store is full: größer als 1 GiB\n.\nRCPT TO:<root@localhost>");

  @TempDir static Path keys;
  private static SelfSigned certificate = new SelfSigned(Path.of("."));
  private String password = MailServer.PASSWORD;

  private final Look look =
      new Look() {
        @Override
        public String reveal(Secret secret) {
          return password;
        }

        @Override
        public Clock clock() {
          return Clock.systemUTC();
        }

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @BeforeAll
  static void thereIsACertificate() throws IOException {
    certificate = SelfSigned.in(keys);
  }

  private static Email believing() throws IOException, GeneralSecurityException {
    return new Email(certificate.client().getSocketFactory());
  }

  private void tell(Email email, MailServer server, @Nullable Encryption how, String... to) {
    Email.Params params =
        new Email.Params(
            List.of(to),
            null,
            "localhost",
            server.port(),
            how,
            how == Encryption.NONE ? null : MailServer.USER,
            how == Encryption.NONE ? null : new Secret("mail"),
            true);
    email.notifier(params).tell(NEWS, look);
  }

  private Failure failure(Email email, MailServer server, @Nullable Encryption how, String... to) {
    Failure[] caught = new Failure[1];
    assertThatThrownBy(() -> tell(email, server, how, to))
        .isInstanceOfSatisfying(Failure.class, failure -> caught[0] = failure);
    assertThat(caught[0].message()).startsWith("cannot tell email: ").doesNotContain(password);
    return caught[0];
  }

  @Test
  void afterStarttlsAndWithAPassword() throws Exception {
    try (MailServer server =
        new MailServer(
            smtp ->
                smtp.requireTLS()
                    .startTlsSocketFactory(context())
                    .authenticationHandlerFactory(MailServer.asking())
                    .requireAuth())) {
      tell(believing(), server, null, "ops@example.org", "dba@example.org");

      MailServer.Taken mail = server.taken.getFirst();
      assertThat(mail.to()).containsExactly("ops@example.org", "dba@example.org");
      assertThat(mail.from()).isEqualTo("backstay@web-1");
      assertThat(mail.text())
          .contains("Subject: [backstay] shop backup: failed\r\n")
          .contains("To: ops@example.org, dba@example.org\r\n")
          .contains("Date: Sat, 14 Feb 2026 ")
          .contains("Auto-Submitted: auto-generated\r\n")
          .contains("run      20260214_020000-5d1c", "host     Web 1", "the store is full")
          .doesNotContain(MailServer.PASSWORD);

      password = "wr0ng one";
      assertThat(failure(believing(), server, null, "ops@example.org").message())
          .endsWith("the server does not let `backups` in");
      password = MailServer.PASSWORD;
      assertThat(failure(new Email(), server, null, "ops@example.org").message())
          .as("nobody vouches for it")
          .contains("certification path");
      Failure one = failure(believing(), server, null, "nobody@example.org", "dba@example.org");
      assertThat(one.message()).endsWith("takes nothing for nobody@example.org");
      assertThat(server.taken).as("who can be told is").hasSize(2);
    }
  }

  private static SSLContext context() {
    try {
      return certificate.server();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fromTheFirstWordOn() throws Exception {
    try (MailServer server =
        new MailServer(
            smtp ->
                smtp.serverSocketFactory(context())
                    .authenticationHandlerFactory(MailServer.asking()))) {
      tell(believing(), server, Encryption.TLS, "ops@example.org");
      assertThat(server.taken).hasSize(1);
    }
  }

  /** What one word of somebody on the way could prevent is not left to chance. */
  @Test
  void withoutTheEncryptionThatIsAskedForNothingIsSent() throws Exception {
    try (MailServer server = new MailServer()) {
      assertThat(failure(believing(), server, null, "ops@example.org").message())
          .contains("STARTTLS");
      assertThat(server.taken).isEmpty();
      tell(new Email(), server, Encryption.NONE, "ops@example.org");
      assertThat(server.taken).hasSize(1);
      assertThat(server.taken.getFirst().text()).contains("RCPT TO:<root@localhost>");
      assertThat(server.taken.getFirst().to()).containsExactly("ops@example.org");
    }
  }

  @Test
  void serversOfThisHostAreNotWrittenToUnasked() {
    Email.Params params =
        new Email.Params(
            List.of("ops@example.org"), null, "localhost", 2525, null, null, null, false);
    assertThatThrownBy(() -> new Email().notifier(params).tell(NEWS, look))
        .hasMessageContaining("of this host or of a private network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ops", "Ops <ops@example.org>", "a@b, c@d", "a@b\r\nBcc: c@d", "@b", "-a @b"})
  void addressesThatAreNone(String to) {
    assertThatThrownBy(
            () -> new Email.Params(List.of(to), null, null, null, null, null, null, false))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    List<String> to = List.of("ops@example.org");
    Secret secret = new Secret("mail");
    assertThatThrownBy(() -> new Email.Params(List.of(), null, null, null, null, null, null, false))
        .hasMessageContaining("nobody");
    assertThatThrownBy(() -> new Email.Params(to, null, null, 25, null, null, null, false))
        .hasMessageContaining("`host`");
    assertThatThrownBy(() -> new Email.Params(to, null, "h", null, null, "u", null, false))
        .hasMessageContaining("belong together");
    assertThatThrownBy(
            () -> new Email.Params(to, null, "h", null, Encryption.NONE, "u", secret, false))
        .hasMessageContaining("everybody on the way");
    assertThatThrownBy(() -> new Email.Params(to, null, "h", 0, null, null, null, false))
        .hasMessageContaining("65535");
  }
}
