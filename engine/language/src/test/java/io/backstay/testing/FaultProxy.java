package io.backstay.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Stands between clients and a server, and is a bad network when told to be one. */
public final class FaultProxy implements AutoCloseable {
  /** What becomes of what the server says, after some of it. */
  public enum Weather {
    /** It arrives. */
    FINE,
    /** Every connection is reset. */
    CUT,
    /** Nothing comes any more, and nobody says so. */
    STILL,
    /** The last frame of a long output of a program in a container does not arrive. */
    FRAME,
    /** The server is told to die, and what it still says arrives. */
    DEATH
  }

  private final ServerSocketChannel listening;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong said = new AtomicLong();
  private volatile SocketAddress server;
  private volatile Weather weather = Weather.FINE;
  private volatile long from = Long.MAX_VALUE;
  private volatile Runnable death = () -> {};
  private volatile @Nullable Doom doom;

  /** In front of a server. */
  public FaultProxy(SocketAddress server) throws IOException {
    this.server = server;
    listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients go. */
  public int port() {
    return listening.socket().getLocalPort();
  }

  /** The server is somewhere else now. */
  public void leadsTo(SocketAddress other) {
    server = other;
  }

  /** All is well from now on; whoever is still waiting in vain is told. */
  public void clears() {
    weather = Weather.FINE;
    doom = null;
    List.copyOf(open).forEach(FaultProxy::close); // and none that comes meanwhile
    said.set(0);
  }

  /** How many bytes the server has said since it has been fine. */
  public long said() {
    return said.get();
  }

  /** From now on, after this many more bytes from the server. */
  public void becomes(Weather weather, long bytes) {
    said.set(0);
    from = bytes;
    this.weather = weather;
  }

  /** From now on; when so many bytes were said the server is to die. */
  public void dies(long bytes, Runnable death) {
    this.death = death;
    becomes(Weather.DEATH, bytes);
  }

  /** The same when it has been asked for something, and so many bytes have passed since. */
  public void diesWhenAsked(String question, long bytes, Runnable death) {
    doom = new Doom(question, bytes, death);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = listening.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // The proxy is.
    }
  }

  private void connect(SocketChannel client) {
    try {
      SocketChannel back = SocketChannel.open(server);
      open.add(client);
      open.add(back);
      Thread.ofVirtual().start(() -> pass(client, back, false));
      Thread.ofVirtual().start(() -> pass(back, client, true));
    } catch (IOException refused) {
      close(client);
    }
  }

  private void pass(SocketChannel from, SocketChannel to, boolean counted) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    LastFrame frames = new LastFrame();
    boolean cut = counted && weather == Weather.FRAME;
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        if (counted) {
          weather(buffer.remaining(), to);
        }
        ByteBuffer passed = cut ? ByteBuffer.wrap(frames.add(buffer)) : buffer;
        ByteBuffer seen = passed.duplicate();
        while (passed.hasRemaining()) {
          to.write(passed);
        }
        strike(seen, !counted);
        buffer.clear();
      }
      if (!counted) {
        to.shutdownOutput(); // who has said everything may still listen
        return;
      }
    } catch (IOException gone) {
      // One of the two is.
    }
    close(from);
    close(to);
    open.remove(from);
    open.remove(to);
  }

  private void strike(ByteBuffer seen, boolean toServer) {
    Doom coming = doom;
    if (coming != null) {
      coming.passed(seen, toServer);
    }
  }

  private void weather(int more, SocketChannel client) throws IOException {
    if (said.addAndGet(more) < from) {
      return;
    }
    switch (weather) {
      case FINE, FRAME -> {}
      case CUT -> {
        client.setOption(StandardSocketOptions.SO_LINGER, 0); // a reset, not a farewell
        throw new IOException("cut");
      }
      case STILL -> untilItClears();
      case DEATH -> {
        weather = Weather.FINE;
        death.run();
      }
    }
  }

  private void untilItClears() throws IOException {
    while (weather == Weather.STILL) {
      LockSupport.parkNanos(20_000_000);
    }
    throw new IOException("nobody waits any more");
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    clears();
  }
}
