package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBehindTest {
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, 9_876_543})
  void everyByteArrivesInOrder(int length) throws IOException {
    byte[] bytes = bytes(length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    WriteBehind.copy(new ByteArrayInputStream(bytes), out);

    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void whatCannotBeWrittenIsSaid() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("no space");
          }
        };

    assertThatThrownBy(() -> WriteBehind.copy(new ByteArrayInputStream(bytes(20 << 20)), full))
        .isInstanceOf(IOException.class)
        .hasMessage("no space");
  }

  @Test
  void whatCannotBeReadIsSaidAndNobodyIsLeftWaiting() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("damaged");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("damaged");
          }
        };
    InputStream begun = new SequenceInputStream(new ByteArrayInputStream(bytes(3 << 20)), broken);

    assertThatThrownBy(() -> WriteBehind.copy(begun, OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("write behind"));
  }
}
