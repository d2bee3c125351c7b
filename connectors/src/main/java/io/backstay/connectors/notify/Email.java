package io.backstay.connectors.notify;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Notifier;
import io.backstay.spi.NotifierType;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The notifier {@code email}. */
@Doc(
    "Mail, of plain text: plan, run, outcome and, when something went wrong, one line that says"
        + " what. Without `host` it is given to the mail server of this host; any other one has to"
        + " encrypt, unless the plan says that it need not. Taken by that server is what counts as"
        + " told.")
public final class Email implements NotifierType<Email.Params> {
  private final @Nullable SSLSocketFactory believed;

  /** Mail, where the certificates that this Java believes are believed. */
  public Email() {
    this(null);
  }

  Email(@Nullable SSLSocketFactory believed) {
    this.believed = believed;
  }

  /** How the way to a mail server is encrypted. */
  public enum Encryption {
    /** From the first word on. */
    TLS,
    /** After the server was asked to; without its consent nothing is sent. */
    STARTTLS,
    /** Not at all. */
    NONE
  }

  /**
   * Parameters.
   *
   * @param to who gets it
   * @param from who it is from; null for {@code backstay@} this host
   * @param host of the mail server; null for the one of this host
   * @param port of the mail server; null for the usual one
   * @param encryption of the way there; null for the usual one
   * @param user who sends it; null when nobody is asked
   * @param password of that user
   * @param allowPrivate whether the server may be of a private network
   */
  public record Params(
      @Primary @Doc(value = "Who gets it.", example = "[ops@example.org]") List<String> to,
      @Doc(
              value = "Who it is from; `backstay@` and the name of this host when left out.",
              example = "backups@example.org")
          @Nullable String from,
      @Doc(
              value = "The mail server; the one of this host, on port 25, when left out.",
              example = "mail.example.org")
          @Nullable String host,
      @Doc(
              value =
                  "Its port; 587 when left out, 465 with `encryption: tls`, 25 with `encryption:"
                      + " none`.",
              example = "2525")
          @Nullable Integer port,
      @Doc(
              value =
                  "How the way there is encrypted: `starttls` when left out, `tls` from the first"
                      + " word on, or `none`. Without what is asked for nothing is sent.",
              example = "tls")
          @Nullable Encryption encryption,
      @Doc(value = "Who sends it, when the server asks.", example = "backups")
          @Nullable String user,
      @Doc(value = "The password of `user`.", example = "${secrets.mail}")
          @Nullable Secret password,
      @Doc(
              value = "Whether the server may be of this host or of a private network.",
              example = "true")
          @Default("false")
          boolean allowPrivate) {

    /** Refuses addresses that are none, and passwords that everybody on the way could read. */
    public Params {
      to = List.copyOf(to);
      if (to.isEmpty()) {
        throw new Refusal("E211", "to", "`to` names nobody", "to: [ops@example.org]");
      }
      to.forEach(one -> address("to", one));
      if (from != null) {
        address("from", from);
      }
      if (host == null && (port != null || encryption != null || user != null)) {
        throw new Refusal(
            "E211",
            null,
            "`port`, `encryption` and `user` are about a `host`, and there is none",
            "host: mail.example.org");
      }
      if ((user == null) != (password == null)) {
        throw new Refusal("E211", null, "`user` and `password` belong together", null);
      }
      if (password != null && encryption == Encryption.NONE) {
        throw new Refusal(
            "E211", "encryption", "without encryption everybody on the way has the password", null);
      }
      if (port != null && (port < 1 || port > 65_535)) {
        throw new Refusal("E211", "port", "ports go from 1 to 65535", "port: 587");
      }
    }

    private static void address(String key, String text) {
      try {
        InternetAddress address = new InternetAddress(text, true);
        if (address.getAddress().equals(text) && text.indexOf('@') > 0) {
          return;
        }
      } catch (AddressException e) {
        // said below
      }
      throw new Refusal(
          "E211",
          key,
          "`" + text + "` is not an address of mail",
          "the address alone, without a name: ops@example.org");
    }
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Notifier notifier(Params params) {
    return new Mail(params, believed);
  }
}
