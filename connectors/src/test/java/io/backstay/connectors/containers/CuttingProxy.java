package io.backstay.connectors.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between client and engine and closes both ends after so many bytes of answers to requests
 * that ask for it, as a network does.
 */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket server;
  private final EngineAddress engine;
  private final AtomicLong allowed;
  private final String cutOnly;
  private final Queue<Socket> cuttable = new ConcurrentLinkedQueue<>();

  /**
   * Listens.
   *
   * @param cutOnly part of a request's first line whose answer is cut
   * @param bytes of that answer that get through
   */
  CuttingProxy(EngineAddress engine, String cutOnly, long bytes) throws IOException {
    this(engine, 0, cutOnly, bytes);
  }

  /** One that cuts nothing, at a port of one's choice. */
  CuttingProxy(EngineAddress engine, int port) throws IOException {
    this(engine, port, "nothing is cut", 0);
  }

  private CuttingProxy(EngineAddress engine, int port, String cutOnly, long bytes)
      throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.engine = engine;
    this.cutOnly = cutOnly;
    this.allowed = new AtomicLong(bytes);
    Thread.ofVirtual().start(this::accept);
  }

  EngineAddress address() {
    return new EngineAddress.Tcp("127.0.0.1", server.getLocalPort());
  }

  /** Ends every answer that is cut under way, as if the other side had closed it. */
  void cutNow() throws IOException {
    for (Socket client : cuttable) {
      client.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        SocketChannel back = engine.connect()) {
      byte[] head = new byte[64 * 1024];
      int count = client.getInputStream().read(head);
      back.write(ByteBuffer.wrap(head, 0, count));
      boolean cut = ChannelInput.text(head).lines().findFirst().orElse("").contains(cutOnly);
      if (cut) {
        cuttable.add(client);
      }
      Thread.ofVirtual().start(() -> forward(client, back));
      answer(client, back, cut);
    } catch (IOException e) {
      // Either side went away; so does the other.
    }
  }

  private static void forward(Socket client, SocketChannel back) {
    try {
      byte[] bytes = new byte[16 * 1024];
      int count = client.getInputStream().read(bytes);
      while (count > 0) {
        back.write(ByteBuffer.wrap(bytes, 0, count));
        count = client.getInputStream().read(bytes);
      }
      back.shutdownOutput();
    } catch (IOException e) {
      // The answering side notices, too.
    }
  }

  private void answer(Socket client, SocketChannel back, boolean cut) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    while (back.read(buffer) > 0) {
      long left = cut ? allowed.getAndAdd(-buffer.position()) : Long.MAX_VALUE;
      client.getOutputStream().write(buffer.array(), 0, (int) Math.min(left, buffer.position()));
      if (left <= buffer.position()) {
        return;
      }
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** For addresses where nothing listens. */
  static EngineAddress.Tcp nobody() throws IOException {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new EngineAddress.Tcp("127.0.0.1", free.getLocalPort());
    }
  }
}
