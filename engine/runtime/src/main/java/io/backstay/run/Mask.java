package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Facts;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;

/**
 * Hides the values of secrets, and the forms programs print them in: base64 (alone or inside
 * something longer), percent-encoded, each line of several.
 */
final class Mask {
  private static final String HIDDEN = "***";
  private static final int SHORTEST = 4;

  private final Set<String> secrets = new CopyOnWriteArraySet<>();
  private volatile List<String> forms = List.of();

  /** Hides this from now on. Values too short to be told from ordinary text are not hidden. */
  void learn(String secret) {
    if (secrets.add(secret)) {
      Set<String> all = new HashSet<>();
      secrets.forEach(each -> formsOf(each).forEach(all::add));
      // Longest first: a secret that is part of another must not leave the rest of it standing.
      forms = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }
  }

  /** The text with every secret hidden. */
  String hide(String text) {
    String hidden = text;
    for (String form : forms) {
      hidden = hidden.replace(form, HIDDEN);
    }
    return hidden;
  }

  /** Whether nothing in the text would be hidden. */
  boolean clean(String text) {
    return forms.stream().noneMatch(text::contains);
  }

  /** The facts with every secret hidden, in names and values at any depth. */
  Facts hide(Facts facts) {
    return clean(facts) ? facts : new Facts(names(facts.values()));
  }

  /** Whether nothing in the facts would be hidden. */
  boolean clean(Facts facts) {
    return clean(facts.values().toString());
  }

  private Map<String, Object> names(Map<?, ?> values) {
    Map<String, Object> hidden = new LinkedHashMap<>();
    values.forEach((name, value) -> hidden.put(hide(name.toString()), value(value)));
    return hidden;
  }

  private Object value(Object value) {
    return switch (value) {
      case String text -> hide(text);
      case Map<?, ?> map -> names(map);
      case List<?> list -> list.stream().map(this::value).toList();
      default -> value;
    };
  }

  /**
   * How many characters at the end of a text may be the beginning of a secret that goes on in the
   * next piece.
   */
  int pending(String text) {
    int longest = 0;
    for (String form : forms) {
      for (int length = Math.min(form.length() - 1, text.length()); length > longest; length--) {
        if (text.endsWith(form.substring(0, length))) {
          longest = length;
        }
      }
    }
    return longest;
  }

  private static Stream<String> formsOf(String secret) {
    Stream<String> lines = secret.lines().filter(line -> line.length() >= 2 * SHORTEST);
    return Stream.of(Stream.of(secret), lines, encoded(secret))
        .flatMap(form -> form)
        .filter(form -> form.length() >= SHORTEST);
  }

  private static Stream<String> encoded(String secret) {
    String url = URLEncoder.encode(secret, UTF_8);
    String percent = url.replace("+", "%20");
    Stream<String> urls = Stream.of(url, percent, lower(url), lower(percent));
    return Stream.concat(urls, secret.length() < SHORTEST ? Stream.empty() : base64(secret));
  }

  /** Percent-encoding with small hexadecimal digits. */
  private static String lower(String encoded) {
    return java.util.regex.Pattern.compile("%..")
        .matcher(encoded)
        .replaceAll(match -> match.group().toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * The base64 of the secret wherever it starts within a group of three bytes; what depends on the
   * neighbours is left out.
   */
  private static Stream<String> base64(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return Stream.of(0, 1, 2)
        .flatMap(
            shift -> {
              byte[] shifted = new byte[shift + bytes.length];
              System.arraycopy(bytes, 0, shifted, shift, bytes.length);
              int from = (shift * 8 + 5) / 6;
              int to = shifted.length * 8 / 6;
              String plain = Base64.getEncoder().encodeToString(shifted).substring(from, to);
              return Stream.of(plain, plain.replace('+', '-').replace('/', '_'));
            });
  }
}
