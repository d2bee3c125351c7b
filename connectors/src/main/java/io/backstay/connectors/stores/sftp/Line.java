package io.backstay.connectors.stores.sftp;

import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a server: made when it is first needed, made again when it broke, and closed
 * when nobody has used it for a while. What a silent server owes is waited for as long.
 */
final class Line {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration AUTHENTICATE = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final int VERSION = 3;

  private final SftpStore store;
  private final SftpType.Params params;
  private @Nullable SftpClient open;

  Line(SftpStore store) {
    this.store = store;
    this.params = store.params();
  }

  /**
   * What speaks to the server.
   *
   * @throws Failure when it cannot be reached, is not who it should be, or does not let us in
   */
  synchronized SftpClient client(Look look) {
    SftpClient there = open;
    if (there != null && holds(there)) {
      return there;
    }
    SftpClient made = connected(look);
    open = made;
    return made;
  }

  /** What goes first when a connection breaks is the socket; what stands on it learns later. */
  private static boolean holds(SftpClient client) {
    return client.isOpen()
        && client.getClientSession().isOpen()
        && client.getClientSession().getIoSession().isOpen();
  }

  private SftpClient connected(Look look) {
    HostKeys keys = HostKeys.of(store);
    SshClient client = client(keys);
    boolean ready = false;
    try {
      client.start();
      SftpClient sftp = session(client, keys, look);
      sftp.getClientSession().addCloseFutureListener(closed -> stop(client));
      ready = true;
      return sftp;
    } finally {
      if (!ready) {
        stop(client);
      }
    }
  }

  /** Knows what the plan says and nothing else: no files of the user's, no agent. */
  private SshClient client(HostKeys keys) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier(keys);
    client.setSignatureFactories(keys.knownFirst(client.getSignatureFactories()));
    CoreModuleProperties.IDLE_TIMEOUT.set(client, SILENCE);
    CoreModuleProperties.PREFERRED_AUTHS.set(
        client, params.key() == null ? "password,keyboard-interactive" : "publickey,password");
    return client;
  }

  private SftpClient session(SshClient client, HostKeys keys, Look look) {
    ClientSession session = null;
    try {
      session =
          client.connect(params.user(), params.host(), params.port()).verify(CONNECT).getSession();
      identify(session, look);
      session.auth().verify(AUTHENTICATE);
    } catch (UnresolvedAddressException e) {
      throw unreached("nobody knows that name", e);
    } catch (IOException e) {
      keys.refused().ifPresent(refused -> refuse(refused, e));
      throw session == null ? unreached(Trouble.says(e), e) : notLetIn(e);
    }
    try {
      return SftpClientFactory.instance().createSftpClient(session, VERSION);
    } catch (IOException e) {
      throw notLetIn(e);
    }
  }

  private static void refuse(Failure refused, IOException e) {
    throw refused.because(e);
  }

  private void identify(ClientSession session, Look look) {
    Secret key = params.key();
    if (key != null) {
      keyPairs(key, look).forEach(session::addPublicKeyIdentity);
    }
    Secret password = params.password();
    if (password != null) {
      session.addPasswordIdentity(look.reveal(password));
    }
  }

  private Iterable<KeyPair> keyPairs(Secret key, Look look) {
    Secret lock = params.passphrase();
    FilePasswordProvider passphrase =
        lock == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(look.reveal(lock));
    byte[] text = (look.reveal(key).strip() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("the secret " + key.name()),
              new ByteArrayInputStream(text),
              passphrase);
      if (pairs != null) {
        return pairs;
      }
      throw noKey(key, null);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw e instanceof Failure failure ? failure : noKey(key, e);
    }
  }

  /** The cause may quote what it could not read, so only its kind is told. */
  private Failure noKey(Secret key, @Nullable Exception e) {
    String kind = e == null ? "" : " (" + e.getClass().getSimpleName() + ")";
    return Failure.of(
            "R727",
            "cannot use "
                + store.says()
                + ": the secret `"
                + key.name()
                + "` is no private key"
                + kind)
        .help("give the whole text of a private key, and its `passphrase` when it is locked");
  }

  private Failure unreached(String why, Exception e) {
    return Failure.of("R727", "cannot reach " + store.says() + ": " + why)
        .help("see that `host` and `port` are right and that this host may reach them")
        .because(e)
        .transientOne();
  }

  private Failure notLetIn(IOException e) {
    return Failure.of("R727", store.says() + " does not let us in: " + Trouble.says(e))
        .help(
            "see that `user` and `key` or `password` are right, and that the server offers SFTP to"
                + " that user")
        .because(e);
  }

  private static void stop(SshClient client) {
    Thread.ofVirtual().start(() -> client.close(true));
  }
}
