package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of this host: the one it signs with, made when it is first needed, and the ones whose
 * sets it believes. The file of the latter only grows, so a key that is replaced stays known.
 */
public final class Keyring {
  private static final String OWN = "own";

  private final Path directory;
  private final Set<String> accepted;

  private Keyring(Path directory, Set<String> accepted) {
    this.directory = directory;
    this.accepted = accepted;
  }

  /** The keys in a directory, which need not exist. */
  public static Keyring in(Path directory) {
    return new Keyring(directory, Set.of());
  }

  /**
   * The same, but also believing this key; nothing is written.
   *
   * @throws Failure when this is not the id of a key
   */
  public Keyring with(String id) {
    Set<String> more = new LinkedHashSet<>(accepted);
    more.add(known(id));
    return new Keyring(directory, more);
  }

  /**
   * Believes a key from now on.
   *
   * @throws Failure when this is not the id of a key, or it cannot be written down
   */
  public void trust(String id) {
    add(known(id), "accepted");
  }

  private void add(String id, String why) {
    try {
      List<String> lines = lines();
      if (keys(lines).noneMatch(id::equals)) {
        String all =
            Stream.concat(lines.stream(), Stream.of(id + " " + why))
                .collect(Collectors.joining("\n"));
        PrivateFile.replace(trustFile(), (all + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The ids of the keys this host signs or has signed with, the present one last. */
  public Set<String> own() {
    try {
      return keys(lines().stream().filter(line -> line.endsWith(" " + OWN)).toList())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The ids of the keys this host believes, in the order they came. */
  public Set<String> trusted() {
    try {
      Set<String> all = keys(lines()).collect(Collectors.toCollection(LinkedHashSet::new));
      all.addAll(accepted);
      return all;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Sees that this host can sign; its key is made here, and believed before anything is signed.
   *
   * @throws Failure when it cannot
   */
  public void ready() {
    key();
  }

  /** Signs a text. */
  Manifest.Signature sign(String text) {
    return key().sign(text);
  }

  private SigningKey key() {
    SigningKey key = SigningKey.in(keyFile());
    add(key.id(), OWN);
    return key;
  }

  /** Which of the keys that sets are encrypted for have opened something. */
  public KeyProofs proofs() {
    return new KeyProofs(directory);
  }

  /** The keys believed now. */
  Vouching vouching() {
    return new Vouching(trusted());
  }

  private static String known(String id) {
    if (!PublicKeys.isId(id)) {
      throw Failure.of("R733", "`" + id + "` is not the id of a key")
          .help("an id has 43 letters and digits; backstay keys shows it on the host that signed");
    }
    return id;
  }

  private List<String> lines() throws IOException {
    return Files.exists(trustFile()) ? Files.readAllLines(trustFile()) : List.of();
  }

  private static Stream<String> keys(List<String> lines) {
    return lines.stream().map(line -> line.split(" ", 2)[0]).filter(PublicKeys::isId);
  }

  private Failure unreadable(IOException cause) {
    return Failure.of("R730", "the trusted keys `" + trustFile() + "` cannot be used: " + cause)
        .help("give this user the right to read and write there, or set --state-dir")
        .because(cause);
  }

  private Path keyFile() {
    return directory.resolve("signing.pem");
  }

  private Path trustFile() {
    return directory.resolve("trusted");
  }
}
