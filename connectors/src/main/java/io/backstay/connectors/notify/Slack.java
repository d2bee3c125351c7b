package io.backstay.connectors.notify;

import io.backstay.expr.Human;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Notification.Event;
import io.backstay.spi.Notifier;
import io.backstay.spi.NotifierType;
import io.backstay.spi.Secret;
import java.util.List;
import java.util.Map;

/** The notifier {@code slack}. */
@Doc(
    "An incoming webhook of Slack, or of what understands the same, such as Mattermost. It gets one"
        + " message with plan, run, outcome and, when something went wrong, one line that says what.")
public final class Slack implements NotifierType<Slack.Params> {

  /**
   * Parameters.
   *
   * @param webhook its address, which is a secret: whoever has it can write there
   * @param mentionFor endings that call everybody in the channel
   * @param allowPrivate whether the address may be of a private network
   */
  public record Params(
      @Doc(
              value = "Its address; a secret, for whoever has it can write there.",
              example = "${secrets.slack-ops}")
          Secret webhook,
      @Doc(
              value = "Endings that call whoever is in the channel: `<!channel>`.",
              example = "[failure, attention]")
          @Default("[]")
          List<Event> mentionFor,
      @Doc(
              value = "Whether the address may be of this host or of a private network.",
              example = "true")
          @Default("false")
          boolean allowPrivate) {}

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Notifier notifier(Params params) {
    return new Channel(params);
  }

  private record Channel(Params params) implements Notifier {
    @Override
    public String says() {
      return "slack";
    }

    @Override
    public void tell(Notification news, Look look) {
      String address = look.reveal(params.webhook());
      new Post("slack", params.allowPrivate())
          .send(address, Document.of(Map.of("text", text(news))), Map.of());
    }

    private String text(Notification news) {
      String mention = params.mentionFor().contains(news.event()) ? "<!channel> " : "";
      String head =
          "%s%s *%s* %s: %s"
              .formatted(
                  mention,
                  sign(news.event()),
                  escaped(news.plan()),
                  news.kind().toLowerCase(java.util.Locale.ROOT),
                  news.state());
      String where =
          "run `%s` on %s, %s"
              .formatted(news.run(), escaped(news.host()), Human.duration(news.took()));
      return head + "\n" + where + (news.summary().isEmpty() ? "" : "\n" + escaped(news.summary()));
    }

    private static String sign(Event event) {
      return switch (event) {
        case STARTED -> ":arrow_forward:";
        case SUCCESS, DRILL_PASSED -> ":white_check_mark:";
        case WARNING -> ":warning:";
        case FAILURE, DRILL_FAILED -> ":x:";
        case ATTENTION -> ":rotating_light:";
      };
    }

    /** The three characters that mean something there. */
    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  }
}
