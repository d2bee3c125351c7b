package io.backstay.connectors.notify;

import io.backstay.connectors.notify.Email.Encryption;
import io.backstay.expr.Human;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Notifier;
import io.backstay.spi.Secret;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One message to a mail server, over SMTP.
 *
 * @param params where it goes
 * @param believed makes connections to those whose certificates are believed; null for those that
 *     this Java believes
 */
record Mail(Email.Params params, @Nullable SSLSocketFactory believed) implements Notifier {
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "20000";

  @Override
  public String says() {
    return "email";
  }

  @Override
  public void tell(Notification news, Look look) {
    Reach reach = new Reach("email", params.allowPrivate() || params.host() == null);
    reach.allow(host());
    Session session = Session.getInstance(properties());
    Secret password = params.password();
    String revealed = password == null ? null : look.reveal(password);
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(host(), port(), params.user(), revealed);
      MimeMessage message = message(session, news);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (AuthenticationFailedException e) {
      // What the server says of it may repeat what it was told.
      throw reach.failed("the server does not let `" + params.user() + "` in");
    } catch (SendFailedException e) {
      throw reach.failed(refused(e)).because(e);
    } catch (MessagingException e) {
      throw trouble(reach, e);
    }
  }

  private static Failure trouble(Reach reach, MessagingException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = Objects.requireNonNullElse(cause.getMessage(), "").lines().findFirst().orElse("");
    return reach.failed(cause.getClass().getSimpleName() + ", " + said).because(e);
  }

  private static String refused(SendFailedException e) {
    String who =
        Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
            .filter(Objects::nonNull)
            .flatMap(Stream::of)
            .map(Address::toString)
            .collect(Collectors.joining(", "));
    return "the server takes nothing for " + who;
  }

  private String host() {
    return Objects.requireNonNullElse(params.host(), "localhost");
  }

  private Encryption encryption() {
    Encryption asked = params.encryption();
    Encryption usual = params.host() == null ? Encryption.NONE : Encryption.STARTTLS;
    return asked == null ? usual : asked;
  }

  private int port() {
    Integer asked = params.port();
    return asked != null
        ? asked
        : switch (encryption()) {
          case TLS -> 465;
          case STARTTLS -> 587;
          case NONE -> 25;
        };
  }

  private Properties properties() {
    Properties all = new Properties();
    Encryption encryption = encryption();
    all.put("mail.smtp.ssl.enable", String.valueOf(encryption == Encryption.TLS));
    all.put("mail.smtp.starttls.enable", String.valueOf(encryption == Encryption.STARTTLS));
    all.put("mail.smtp.starttls.required", String.valueOf(encryption == Encryption.STARTTLS));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.auth", String.valueOf(params.user() != null));
    all.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    all.put("mail.smtp.timeout", ANSWER_MILLIS);
    all.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    // Who can be told is, when somebody else cannot.
    all.put("mail.smtp.sendpartial", "true");
    if (believed != null) {
      all.put("mail.smtp.ssl.socketFactory", believed);
    }
    return all;
  }

  private MimeMessage message(Session session, Notification news) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    String from = params.from();
    message.setFrom(new InternetAddress(from == null ? sender(news.host()) : from));
    for (String one : params.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(one));
    }
    String kind = news.kind().toLowerCase(Locale.ROOT);
    message.setSubject("[backstay] %s %s: %s".formatted(news.plan(), kind, news.state()), "UTF-8");
    message.setSentDate(Date.from(sent(news)));
    // Whoever is away does not have to say so to a machine.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(text(news, kind), "UTF-8");
    message.saveChanges();
    return message;
  }

  private static Instant sent(Notification news) {
    return news.startedAt().plus(news.took());
  }

  /** Names of hosts are not always names of mail. */
  private static String sender(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    return "backstay@" + (name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?") ? name : "localhost");
  }

  private static String text(Notification news, String kind) {
    String summary = news.summary().isEmpty() ? "" : "\n" + news.summary() + "\n";
    return """
        %s, %s: %s
        %s
        run      %s
        host     %s
        started  %s
        took     %s
        """
        .formatted(
            news.plan(),
            kind,
            news.state(),
            summary,
            news.run(),
            news.host(),
            news.startedAt(),
            Human.duration(news.took()));
  }
}
