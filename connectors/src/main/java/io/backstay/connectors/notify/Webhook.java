package io.backstay.connectors.notify;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Look;
import io.backstay.spi.Notification;
import io.backstay.spi.Notifier;
import io.backstay.spi.NotifierType;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The notifier {@code webhook}. */
@Doc(
    "Any web address. It gets a POST with a JSON document: `formatVersion`, `event`, `plan`, `kind`,"
        + " `run`, `state`, `startedAt`, `seconds`, `host` and `summary`. An answer of 200 to 299"
        + " says that it was taken.")
public final class Webhook implements NotifierType<Webhook.Params> {

  /**
   * Parameters.
   *
   * @param url the address, as a secret
   * @param token sent as a bearer; null for none
   * @param allowPrivate whether the address may be of a private network
   */
  public record Params(
      @Primary
          @Doc(
              value = "The address; a secret, because most of them have a token in them.",
              example = "${secrets.hook}")
          Secret url,
      @Doc(value = "Sent as `Authorization: Bearer …`.", example = "${secrets.hook-token}")
          @Nullable Secret token,
      @Doc(
              value = "Whether the address may be of this host or of a private network.",
              example = "true")
          @Default("false")
          boolean allowPrivate) {}

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Notifier notifier(Params params) {
    return new Address(params);
  }

  private record Address(Params params) implements Notifier {
    @Override
    public String says() {
      return "webhook";
    }

    @Override
    public void tell(Notification news, Look look) {
      Secret token = params.token();
      Map<String, String> headers =
          token == null ? Map.of() : Map.of("Authorization", "Bearer " + look.reveal(token));
      new Post("webhook", params.allowPrivate())
          .send(look.reveal(params.url()), Document.of(content(news)), headers);
    }

    private static Map<String, Object> content(Notification news) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("formatVersion", "1.0");
      content.put("event", news.event().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      content.put("plan", news.plan());
      content.put("kind", news.kind());
      content.put("run", news.run());
      content.put("state", news.state());
      content.put("startedAt", news.startedAt().toString());
      content.put("seconds", news.took().toMillis() / 1000.0);
      content.put("host", news.host());
      content.put("summary", news.summary());
      return content;
    }
  }
}
