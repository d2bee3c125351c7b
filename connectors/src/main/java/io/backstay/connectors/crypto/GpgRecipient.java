package io.backstay.connectors.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody to encrypt for. A fingerprint says which key is meant; an address does not, so there the
 * keyring has to vouch for the key, as gpg itself demands it.
 *
 * @param written as the plan says it
 */
record GpgRecipient(String written) {
  private static final Pattern FINGERPRINT = Pattern.compile("(0[xX])?([0-9A-Fa-f]{40})");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@-][^\\s<>@]*@[^\\s<>@]+");

  // Columns of gpg's own listing for programs.
  private static final int TYPE = 0;
  private static final int VALIDITY = 1;
  private static final int NAME = 9;
  private static final int CAN = 11;
  private static final Set<String> TRUSTED = Set.of("f", "u");
  private static final Set<String> UNUSABLE = Set.of("i", "d", "r", "e");

  /** Whether it names a key in one of the two ways. */
  boolean possible() {
    return FINGERPRINT.matcher(plain()).matches() || ADDRESS.matcher(written).matches();
  }

  /** People write fingerprints in groups. */
  private String plain() {
    return written.replace(" ", "");
  }

  private boolean pinned() {
    return FINGERPRINT.matcher(plain()).matches();
  }

  /**
   * The fingerprint of its key.
   *
   * @throws Failure when the keyring has none, or several, or one that cannot be encrypted to
   */
  String key(Gpg gpg, Tools tools) {
    if (!possible()) {
      throw Failure.of("R144", "there is nobody to encrypt for: `" + written + "`")
          .help("name a key by its fingerprint, or by an address this keyring trusts");
    }
    List<Key> keys = listed(gpg, tools).stream().filter(this::meant).toList();
    if (keys.isEmpty()) {
      throw Failure.of("R144", "gpg has no key for `" + written + "`")
          .help("import the public key for the user that backstay runs as: gpg --import");
    }
    List<Key> usable = keys.stream().filter(Key::encrypts).toList();
    if (usable.size() != 1) {
      String why = usable.isEmpty() ? "cannot be encrypted to any more" : "is several keys";
      throw Failure.of("R144", "`" + written + "` " + why)
          .help("look at it with  gpg --list-keys  and name one by its fingerprint");
    }
    if (!pinned() && !usable.getFirst().trusted(written)) {
      throw Failure.of("R144", "nothing says that the key of `" + written + "` is really theirs")
          .help("name it by its fingerprint: " + usable.getFirst().fingerprint());
    }
    return usable.getFirst().fingerprint();
  }

  private boolean meant(Key key) {
    return !pinned() || plain().toUpperCase(Locale.ROOT).endsWith(key.fingerprint());
  }

  /** A key with its columns, and those of the identities under it. */
  private record Key(List<String> columns, String fingerprint, List<List<String>> names) {
    /** A capital letter speaks of the key as a whole, with its subkeys. */
    boolean encrypts() {
      return !UNUSABLE.contains(columns.get(VALIDITY))
          && columns.get(CAN).contains("E")
          && !columns.get(CAN).contains("D");
    }

    boolean trusted(String address) {
      return names.stream()
          .filter(name -> name.get(NAME).toLowerCase(Locale.ROOT).contains(angled(address)))
          .anyMatch(name -> TRUSTED.contains(name.get(VALIDITY)));
    }
  }

  private static String angled(String address) {
    return "<" + address.toLowerCase(Locale.ROOT) + ">";
  }

  private List<Key> listed(Gpg gpg, Tools tools) {
    String who = pinned() ? plain() : "<" + written + ">";
    try (Program list = gpg.start(tools, List.of("--with-colons", "--list-keys", "--", who))) {
      list.input().close();
      String text = new String(list.output().readAllBytes(), UTF_8);
      // It exits with 2 where there is no such key; then nothing is listed.
      list.await();
      return keys(text.lines().map(line -> List.of(line.split(":", -1))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Key> keys(List<List<String>> rows) {
    List<Key> keys = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      if (rows.get(at).get(TYPE).equals("pub") && rows.get(at).size() > CAN) {
        List<List<String>> own = own(rows.subList(at + 1, rows.size()));
        String fingerprint =
            own.stream()
                .filter(row -> row.get(TYPE).equals("fpr"))
                .map(row -> row.get(NAME))
                .findFirst()
                .orElse("");
        List<List<String>> names = own.stream().filter(row -> row.get(TYPE).equals("uid")).toList();
        keys.add(new Key(rows.get(at), fingerprint, names));
      }
    }
    return keys;
  }

  private static List<List<String>> own(List<List<String>> following) {
    return following.stream().takeWhile(row -> !row.get(TYPE).equals("pub")).toList();
  }
}
