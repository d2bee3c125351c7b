package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Feed;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The files of a server as they come, each held against the manifest at the end. */
final class BaseFeed implements Feed {
  private static final String NAME = "pg_basebackup";

  private final Program program;
  private final Client client;
  private final BaseTar tar;
  private final Tools tools;

  private BaseFeed(Program program, Client client, BaseTar tar, Tools tools) {
    this.program = program;
    this.client = client;
    this.tar = tar;
    this.tools = tools;
  }

  /**
   * Starts it.
   *
   * @param root what everything stands below
   */
  static BaseFeed start(
      String root, BaseRequest request, Access access, String database, Tools tools) {
    Client client;
    try (SqlSession session = access.session(database, tools)) {
      client = access.client(new Catalog(session).version(), tools);
    }
    // Its log is fetched at the end: a second stream beside the first could not go to one output.
    List<String> arguments =
        List.of(
            "--pgdata=-",
            "--format=tar",
            "--wal-method=fetch",
            "--checkpoint=" + (request.fast() ? "fast" : "spread"),
            "--label=" + Connecting.application(tools.run()));
    Program program = client.start(database, NAME, arguments);
    try {
      program.input().close();
    } catch (IOException e) {
      tools.log(NAME + " has ended already"); // How, is judged when its output has been read.
    }
    return new BaseFeed(program, client, new BaseTar(root, program.output()), tools);
  }

  @Override
  public InputStream bytes() {
    return tar;
  }

  @Override
  public Facts finish() {
    Program.Exit exit;
    try (program) {
      exit = program.await();
    }
    Trouble.lines(exit.stderr()).forEach(tools::log);
    if (!exit.ok()) {
      throw Trouble.exited(NAME, exit);
    }
    return BaseManifest.proven(tar)
        .and(new Facts(Map.of("pg-basebackup", client.version().toString())));
  }

  @Override
  public void close() {
    program.close();
  }
}
