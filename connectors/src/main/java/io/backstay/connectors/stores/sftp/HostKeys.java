package io.backstay.connectors.stores.sftp;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** Knows the keys a server may have, and refuses every other one. */
final class HostKeys implements ServerKeyVerifier {
  private final SftpStore store;
  private final String where;
  private final Set<String> known;
  private final Set<String> revoked;
  private volatile @Nullable Failure refused;

  private HostKeys(SftpStore store, String where, Set<String> known, Set<String> revoked) {
    this.store = store;
    this.where = where;
    this.known = known;
    this.revoked = revoked;
  }

  static HostKeys of(SftpStore store) {
    String key = store.params().hostKey();
    if (key != null) {
      String[] words = key.split(" ", 3);
      return new HostKeys(store, "`host-key`", Set.of(words[0] + " " + words[1]), Set.of());
    }
    Path file =
        Optional.ofNullable(store.params().knownHosts())
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
    List<KnownHostEntry> entries = entries(file, store);
    return new HostKeys(store, "`" + file + "`", keys(entries, null), keys(entries, "revoked"));
  }

  private static List<KnownHostEntry> entries(Path file, SftpStore store) {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      return KnownHostEntry.readKnownHostEntries(file).stream()
          .filter(e -> e.isHostMatch(store.params().host(), store.params().port()))
          .toList();
    } catch (IOException | RuntimeException e) {
      throw Failure.of(
              "R727", "cannot use " + store.says() + ": `" + file + "` cannot be read: " + e)
          .help("see that the file may be read, and has a host and a key in every line")
          .because(e);
    }
  }

  private static Set<String> keys(List<KnownHostEntry> entries, @Nullable String marker) {
    return entries.stream()
        .filter(e -> marker == null ? e.getMarker() == null : marker.equals(e.getMarker()))
        .map(KnownHostEntry::getKeyEntry)
        .map(key -> key.getKeyType() + " " + Base64.getEncoder().encodeToString(key.getKeyData()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A server shows one of its keys; it is asked for one that is known. */
  List<NamedFactory<Signature>> knownFirst(List<NamedFactory<Signature>> all) {
    List<NamedFactory<Signature>> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(each -> !isKnown(each.getName())));
    return sorted;
  }

  private boolean isKnown(String algorithm) {
    String type = algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
    return known.stream().anyMatch(key -> key.startsWith(type + " "));
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    String shown = PublicKeyEntry.toString(key);
    if (known.contains(shown) && !revoked.contains(shown)) {
      return true;
    }
    refused =
        revoked.contains(shown)
            ? revoked(key)
            : known.isEmpty() ? unknown(shown, key) : changed(key);
    return false;
  }

  /** Why the server was refused, when it was. */
  Optional<Failure> refused() {
    return Optional.ofNullable(refused);
  }

  private Failure unknown(String shown, PublicKey key) {
    String host = store.params().host();
    int port = store.params().port();
    String name = port == 22 ? host : "[" + host + "]:" + port;
    return failure("its key is in " + where + " not known, " + print(key))
        .help(
            "see on the server itself that this is its key (ssh-keygen -lf"
                + " /etc/ssh/ssh_host_*_key.pub); then add the line: "
                + name
                + " "
                + shown);
  }

  private Failure changed(PublicKey key) {
    return failure("it shows another key than " + where + " has, " + print(key))
        .help(
            "somebody may be pretending to be that server; only if its key was changed on purpose,"
                + " change it there as well");
  }

  private Failure revoked(PublicKey key) {
    return failure("its key is revoked in " + where + ", " + print(key))
        .help("give the server another key");
  }

  private static String print(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
  }

  private Failure failure(String why) {
    return Failure.of("R727", store.says() + " is refused: " + why);
  }
}
