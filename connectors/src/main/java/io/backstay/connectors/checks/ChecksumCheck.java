package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Doc;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The check {@code checksum}. */
@Doc(
    "Reads the stored bytes again, to their end, and compares their digest with the manifest's. A"
        + " `verify` makes it last: what its other checks read to the end is not read twice.")
public final class ChecksumCheck implements ReadCheckType<ChecksumCheck.Params> {

  /**
   * Parameters.
   *
   * @param artifacts which
   */
  public record Params(
      @Primary @Doc(value = "Which artifacts: `all`, names, or patterns.", example = "all")
          List<Artifacts> artifacts) {}

  @Override
  public String name() {
    return "checksum";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return params.artifacts();
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    return ArtifactChecks.each(params.artifacts(), world, artifact -> one(artifact, world));
  }

  private static final int BLOCK = 1 << 17;

  private static Verdict one(Artifact artifact, CheckWorld world) {
    String found = world.proven(artifact) ? artifact.sha256() : sha256(artifact, world);
    return found.equals(artifact.sha256())
        ? ArtifactChecks.good(artifact, "has the digest of its manifest")
        : ArtifactChecks.bad(
            artifact, artifact.sha256(), found, "differs from what the manifest says of it");
  }

  private static String sha256(Artifact artifact, CheckWorld world) {
    try (InputStream stored = world.stored(artifact)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      DigestInputStream through = new DigestInputStream(stored, digest);
      byte[] buffer = new byte[BLOCK];
      while (through.read(buffer) >= 0) {
        if (world.cancelled()) {
          throw Failure.of("R520", "stopped while reading `" + artifact.name() + "`");
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw Failure.of("R520", "cannot read `" + artifact.name() + "` to its end").because(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
