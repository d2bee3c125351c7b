package io.backstay.connectors.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps what it is given, and does not know {@code nobody@}. */
public final class MailServer implements AutoCloseable {
  static final String USER = "backups";
  static final String PASSWORD = "m4il s3cret";

  /**
   * A message that was taken.
   *
   * @param from its sender, as the server was told
   * @param to who gets it
   * @param text headers and body
   */
  record Taken(String from, List<String> to, String text) {}

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  /** One that lets everybody in. */
  public MailServer() {
    this(server -> server);
  }

  MailServer(UnaryOperator<SMTPServer.Builder> more) {
    server = more.apply(SMTPServer.port(0).messageHandlerFactory(context -> new Taking())).build();
    server.start();
  }

  static EasyAuthenticationHandlerFactory asking() {
    return new EasyAuthenticationHandlerFactory(
        (user, password, context) -> {
          if (!USER.equals(user) || !PASSWORD.equals(password)) {
            throw new LoginFailedException("no, not with " + password);
          }
        });
  }

  /** Where it listens. */
  public int port() {
    return server.getPortAllocated();
  }

  /** The message that was taken last, with its headers. */
  public String last() {
    return taken.getLast().text();
  }

  private final class Taking implements MessageHandler {
    private String from = "";
    private final List<String> to = new ArrayList<>();

    @Override
    public void from(String sender) {
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (recipient.startsWith("nobody@")) {
        throw new RejectException(550, "no such mailbox");
      }
      to.add(recipient);
    }

    @Override
    public String data(InputStream data) throws IOException {
      taken.add(
          new Taken(
              from, List.copyOf(to), new String(data.readAllBytes(), StandardCharsets.UTF_8)));
      return "taken";
    }

    @Override
    public void done() {
      // Nothing is kept for later.
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
