package io.backstay.connectors.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A socket of this host as the driver takes one: what concerns the network means nothing to it. It
 * reads no longer than its timeout, and whoever waits in it is let go when it is closed.
 */
final class LocalSocket extends Socket {
  private static final int BUFFER = 64 << 10;

  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private final Path file;
  private volatile int timeout;

  /** One that is not connected yet. */
  LocalSocket(Path file) throws IOException {
    this.file = file;
    this.channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    this.readable = Selector.open();
    this.writable = Selector.open();
  }

  /** Connects to its file, whatever address the driver has made up. */
  @Override
  public void connect(@Nullable SocketAddress ignored, int ignoredTimeout) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(file));
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        int read = channel.read(buffer);
        while (read == 0 && length > 0) {
          if (!ready(readable, timeout)) {
            throw new SocketTimeoutException("nothing came within " + timeout + " ms");
          }
          read = channel.read(buffer);
        }
        return read;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            ready(writable, 0);
          }
        }
      }
    };
  }

  private static boolean ready(Selector selector, int atMost) throws IOException {
    try {
      boolean ready = selector.select(atMost) > 0;
      selector.selectedKeys().clear();
      return ready || atMost == 0;
    } catch (ClosedSelectorException e) {
      throw (IOException) new SocketException("the socket is closed").initCause(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    readable.close();
    writable.close();
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void setSoTimeout(int millis) {
    timeout = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  @Override
  public void setTcpNoDelay(boolean ignored) {
    // There is no TCP.
  }

  @Override
  public void setKeepAlive(boolean ignored) {
    // It is there as long as its server is.
  }

  @Override
  public int getSendBufferSize() {
    return BUFFER;
  }
}
