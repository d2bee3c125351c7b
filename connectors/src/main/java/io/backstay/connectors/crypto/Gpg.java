package io.backstay.connectors.crypto;

import io.backstay.spi.Command;
import io.backstay.spi.Program;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host's gpg with the host's keyring, as somebody at a terminal would use it: public keys to
 * encrypt, and its agent to open. It never goes looking for keys anywhere else, and reads no
 * configuration that could add a recipient.
 *
 * @param recipients fingerprints, or addresses of keys this keyring trusts
 * @param home its directory; null for the user's own
 */
record Gpg(List<String> recipients, @Nullable Path home) implements Sealing {
  static final String WAY = "gpg";

  Gpg {
    recipients = List.copyOf(recipients);
  }

  @Override
  public String way() {
    return WAY;
  }

  @Override
  public String ending() {
    return ".gpg";
  }

  @Override
  public String says() {
    return Recipients.says("encrypted by gpg for ", recipients);
  }

  @Override
  public List<Sealing> each() {
    return recipients.stream().<Sealing>map(one -> new Gpg(List.of(one), home)).toList();
  }

  @Override
  public void foresee(Tools tools) {
    keys(tools);
  }

  /** Fingerprints of the keys that are meant. */
  private List<String> keys(Tools tools) {
    return recipients.stream().map(who -> new GpgRecipient(who).key(this, tools)).toList();
  }

  /** Starts it; whatever it says of itself comes on standard error. */
  Program start(Tools tools, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("gpg", "--batch", "--no-tty", "--no-options", "--no-auto-key-locate"));
    if (home != null) {
      argv.addAll(List.of("--homedir", home.toString()));
    }
    argv.addAll(arguments);
    return tools.start(new Command(argv, Map.of(), Map.of(), null));
  }

  @Override
  public Sealer seal(OutputStream to, Tools tools) {
    List<String> keys = keys(tools);
    List<String> arguments = new ArrayList<>();
    // Which keys are meant is settled; what was compressed is not made smaller by trying again.
    arguments.addAll(List.of("--trust-model", "always", "--compress-algo", "none"));
    arguments.addAll(List.of("--cipher-algo", "AES256", "--status-fd", "2"));
    arguments.addAll(keys.stream().flatMap(key -> Stream.of("--recipient", key)).toList());
    arguments.add("--encrypt");
    return new GpgSealer(start(tools, arguments), to, new Seal(WAY, keys, 0, null));
  }

  @Override
  public InputStream open(Path sealed, Seal seal, Tools tools) throws IOException {
    String file = sealed.toAbsolutePath().toString();
    Program gpg = start(tools, List.of("--status-fd", "2", "--decrypt", "--", file));
    gpg.input().close();
    return new GpgStream(gpg, seal.recipients());
  }
}
