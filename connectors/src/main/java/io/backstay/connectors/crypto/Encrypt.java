package io.backstay.connectors.crypto;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import io.backstay.spi.StepType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The step {@code encrypt}. */
@Doc(
    value =
        "Encrypts artifacts, and the lists of what is in archives, before they leave this host. What"
            + " comes out is what `age`, `gpg` or `openssl` themselves write, so each can be opened"
            + " without backstay. Where nothing in between reads what is staged, it is done in the"
            + " pass that makes the artifact, and nothing is ever written in clear. A run is not"
            + " green before every key has opened something once: `backstay keys` says how.",
    changes =
        "Artifacts that are staged in clear are replaced by encrypted files, whose names get an"
            + " ending: `.age`, `.gpg`, `.enc`. Patterns still mean the names without it.",
    undo = "Staged files are removed after a failure, a signal or a crash.")
public final class Encrypt implements StepType<Encrypt.Params> {

  /**
   * Parameters.
   *
   * @param age for public keys of age
   * @param gpg for keys in gpg's keyring
   * @param openssl with a password
   * @param artifacts which
   */
  public record Params(
      @Doc(
              value = "For public keys of age; this host need not be able to open what it makes.",
              example =
                  "{recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}")
          @Nullable AgeParams age,
      @Doc("For keys in the keyring of the host's gpg; only their public halves are needed.")
          @Nullable GpgParams gpg,
      @Doc(
              "With a password, as `openssl enc -aes-256-cbc -pbkdf2` does it, and beside it a file"
                  + " `….hmac` that shows whether anything was changed, because that cipher does"
                  + " not.")
          @Nullable OpensslParams openssl,
      @Doc(value = "Which artifacts.", example = "['*.dump']") @Default("all")
          List<Artifacts> artifacts) {

    /** Refuses no way, several ways, and nothing to encrypt. */
    public Params {
      artifacts = List.copyOf(artifacts);
      if (Stream.of(age, gpg, openssl).filter(Objects::nonNull).count() != 1) {
        throw new Refusal(
            "E211",
            null,
            "`encrypt` takes one of `age`, `gpg` and `openssl`",
            "age: {recipients: […]}");
      }
      if (artifacts.isEmpty()) {
        throw new Refusal("E211", "artifacts", "`encrypt` names no artifact", "artifacts: all");
      }
    }

    Sealing sealing() {
      if (age != null) {
        return new Age(age.recipients(), age.identity());
      }
      if (gpg != null) {
        return new Gpg(gpg.recipients(), gpg.home());
      }
      OpensslParams params = Objects.requireNonNull(openssl);
      return new Openssl(params.password(), params.iterations());
    }
  }

  /**
   * Public keys of age.
   *
   * @param recipients keys
   * @param identity opens it; null on a host that never does
   */
  @Doc("Public keys of age.")
  public record AgeParams(
      @Doc(
              value = "Public keys as `age-keygen` prints them; each of them alone opens it.",
              example = "[age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]")
          List<String> recipients,
      @Doc(
              value =
                  "A secret key of one of them, looked up only to open something: for checks that"
                      + " read, and for restores.",
              example = "${secrets.recovery}")
          @Nullable Secret identity) {

    /** Refuses what is no public key. */
    public AgeParams {
      recipients = List.copyOf(recipients);
      refuse(recipients, Age::possible, "age1…, as age-keygen prints it");
    }
  }

  /**
   * Keys of gpg.
   *
   * @param recipients whose
   * @param home gpg's directory; null for the user's own
   */
  @Doc("Keys in the keyring of the host's gpg, which is also what opens it.")
  public record GpgParams(
      @Doc(
              value =
                  "Fingerprints; or addresses, of keys this keyring trusts. Each of them alone"
                      + " opens it.",
              example = "[4F8A6BD5E0C27D1E9B3A5C6D7E8F90A1B2C3D4E5]")
          List<String> recipients,
      @Doc(
              value = "The directory of the keyring, if not the user's own.",
              example = "/etc/backstay/gpg")
          @Nullable Path home) {

    /** Refuses what names no key. */
    public GpgParams {
      recipients = List.copyOf(recipients);
      refuse(recipients, who -> new GpgRecipient(who).possible(), "the key's fingerprint");
    }
  }

  /** Nobody is somebody a condition leaves out: whether the step runs is not known here. */
  private static void refuse(List<String> recipients, Predicate<String> possible, String example) {
    Optional<String> wrong =
        recipients.stream().filter(who -> !who.isEmpty() && !possible.test(who)).findFirst();
    if (wrong.isPresent() || recipients.isEmpty()) {
      throw new Refusal(
          "E211",
          "recipients",
          wrong.map(who -> "`" + who + "` is no recipient").orElse("there is no recipient"),
          "recipients: [" + example + "]");
    }
  }

  /** Ciphers of openssl. */
  public enum CipherName {
    /** AES with 256 bits, chained. */
    AES_256_CBC
  }

  /** Ways to make a key of a password. */
  public enum Kdf {
    /** PBKDF2 with SHA-256. */
    PBKDF2
  }

  /**
   * A password for openssl.
   *
   * @param password the secret
   * @param cipher which
   * @param kdf how a key is made of the password
   * @param iterations how often
   */
  @Doc("A password, for openssl.")
  public record OpensslParams(
      @Doc(
              value = "The password, one line; it encrypts and opens.",
              example = "${secrets.backup-key}")
          Secret password,
      @Doc(value = "The cipher.", example = "aes-256-cbc") @Default("aes-256-cbc")
          CipherName cipher,
      @Doc(value = "How a key is made of the password.", example = "pbkdf2") @Default("pbkdf2")
          Kdf kdf,
      @Doc(
              value =
                  "Rounds of that: more make guessing slower. openssl needs the same number, as"
                      + " `-iter`.",
              example = "600000")
          @Default("600000")
          int iterations) {
    private static final int FEWEST = 10_000;
    private static final int MOST = 10_000_000;

    /** Refuses what makes guessing easy, or every run slow. */
    public OpensslParams {
      if (iterations < FEWEST || iterations > MOST) {
        throw new Refusal(
            "E211", "iterations", "`iterations` is from 10000 to 10000000", "iterations: 600000");
      }
    }
  }

  @Override
  public String name() {
    return "encrypt";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    return List.of(
        new Op.Transfer(new Op.Movement.Encrypt(params.sealing(), params.artifacts(), false)));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("artifacts", "list");
  }
}
