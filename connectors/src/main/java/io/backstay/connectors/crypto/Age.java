package io.backstay.connectors.crypto;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * age, for X25519 recipients. It hands out only what it has authenticated, chunk by chunk, and
 * notices where a file was cut.
 *
 * @param recipients public keys, {@code age1…}
 * @param identity the secret key of one of them; null on a host that never opens
 */
record Age(List<String> recipients, @Nullable Secret identity) implements Sealing {
  static final String WAY = "age";
  private static final Pattern IDENTITY = Pattern.compile("AGE-SECRET-KEY-1[0-9A-Z]{58}");

  Age {
    recipients = List.copyOf(recipients);
  }

  /** Whether it is a key that can be encrypted to. */
  static boolean possible(String recipient) {
    try {
      X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public String way() {
    return WAY;
  }

  @Override
  public String ending() {
    return ".age";
  }

  @Override
  public String says() {
    return Recipients.says("encrypted by age for ", recipients);
  }

  @Override
  public List<Sealing> each() {
    return recipients.stream().<Sealing>map(one -> new Age(List.of(one), identity)).toList();
  }

  @Override
  public void foresee(Tools tools) {
    writers();
  }

  private List<RecipientStanzaWriter> writers() {
    List<RecipientStanzaWriter> writers = new ArrayList<>();
    for (String recipient : recipients) {
      try {
        writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
      } catch (GeneralSecurityException | RuntimeException e) {
        throw Failure.of("R144", "`" + recipient + "` is no recipient of age")
            .help("write the public key that age-keygen prints: age1…")
            .because(e);
      }
    }
    return writers;
  }

  @Override
  public Sealer seal(OutputStream to, Tools tools) throws IOException {
    try {
      WritableByteChannel channel =
          new StandardEncryptingChannelFactory()
              .newEncryptingChannel(Channels.newChannel(to), List.copyOf(writers()));
      return new AgeSealer(channel, new Seal(WAY, recipients, 0, null));
    } catch (GeneralSecurityException e) {
      throw Failure.of("R144", "age cannot encrypt: " + e.getMessage()).because(e);
    }
  }

  @Override
  public InputStream open(Path sealed, Seal seal, Tools tools) throws IOException {
    List<RecipientStanzaReader> readers = readers(seal, tools);
    FileChannel file = FileChannel.open(sealed);
    try {
      return new AgeStream(
          Channels.newInputStream(
              new StandardDecryptingChannelFactory().newDecryptingChannel(file, readers)));
    } catch (GeneralSecurityException | RuntimeException e) {
      file.close();
      throw Failure.of("R143", identity + " does not open what was encrypted for " + whom(seal))
          .help("give the identity of one of these recipients")
          .because(e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static String whom(Seal seal) {
    return String.join(", ", seal.recipients());
  }

  private List<RecipientStanzaReader> readers(Seal seal, Look look) {
    String text = identity(seal, look);
    List<RecipientStanzaReader> readers = new ArrayList<>();
    // A file of age-keygen has comments around the key, and perhaps several of them.
    for (String line : text.lines().map(String::strip).toList()) {
      if (IDENTITY.matcher(line).matches()) {
        readers.add(reader(line));
      }
    }
    if (readers.isEmpty()) {
      throw Failure.of("R143", identity + " holds no identity of age")
          .help("keep the line AGE-SECRET-KEY-1… that age-keygen has made as the secret");
    }
    return readers;
  }

  private String identity(Seal seal, Look look) {
    Secret secret = identity;
    if (secret == null) {
      throw Failure.of("R142", "this is encrypted for " + whom(seal) + ", and no identity is named")
          .help("say  fetch: {identity: ${secrets.<name>}}  where it is restored");
    }
    try {
      return look.reveal(secret);
    } catch (Failure failure) {
      throw Failure.of("R142", "what opens it is not here: " + failure.message())
          .help("open it on a host that has " + secret)
          .because(failure);
    }
  }

  private RecipientStanzaReader reader(String key) {
    try {
      return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Its message could quote the key.
      throw Failure.of("R143", identity + " holds a damaged identity of age");
    }
  }
}
