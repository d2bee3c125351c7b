package io.backstay.run;

import io.backstay.run.stream.Envelope;
import io.backstay.run.stream.Stored;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a plan says about encrypting, for one file of a pipeline. */
final class PlanEnvelope implements Envelope {
  private final Sealing sealing;
  private final Tools tools;
  private volatile @Nullable Seal seal;

  PlanEnvelope(Sealing sealing, Tools tools) {
    this.sealing = sealing;
    this.tools = tools;
  }

  @Override
  public Letter begin(OutputStream stored) throws IOException {
    Sealing.Sealer sealer = sealing.seal(stored, tools);
    return new Letter() {
      @Override
      public OutputStream content() {
        return sealer.plain();
      }

      @Override
      public void shut() throws IOException {
        seal = sealer.finish();
      }

      @Override
      public void close() {
        sealer.close();
      }
    };
  }

  /** How the file that was stored is encrypted; after the pipeline has ended well. */
  Sealed sealed(Stored stored) {
    Stored.Packed packed = Objects.requireNonNull(stored.packed());
    return new Sealed(
        Objects.requireNonNull(seal), new Manifest.Content(packed.size(), packed.sha256()));
  }
}
