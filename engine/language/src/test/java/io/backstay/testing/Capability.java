package io.backstay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something a machine may lack; each knows how to find out, by trying it. */
enum Capability {
  /** A Docker engine that answers a ping. */
  DOCKER {
    @Override
    String tried() throws IOException {
      SocketAddress engine = engine();
      try (SocketChannel channel = SocketChannel.open(engine)) {
        channel.write(
            ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        InputStream answer = Channels.newInputStream(channel);
        String status = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
        return status.endsWith(" 200") ? "" : engine + " answered '" + status + "'";
      }
    }
  },

  /** Effective user id 0. */
  ROOT {
    @Override
    String tried() throws IOException {
      return 0 == (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") ? "" : "not root";
    }
  },

  /** Ext4 images can be made and mounted through a loop device. */
  LOOP {
    @Override
    String tried() throws IOException, InterruptedException {
      String root = ROOT.tried();
      if (!root.isEmpty()) {
        return root;
      }
      String device = exits("losetup", "--find");
      return device.isEmpty() ? exits("mkfs.ext4", "-V") : device;
    }
  },

  /** The programs that open what is encrypted without backstay. */
  CRYPTO {
    @Override
    String tried() throws IOException, InterruptedException {
      String openssl = exits("openssl", "version");
      String age = openssl.isEmpty() ? exits("age", "--version") : openssl;
      return age.isEmpty() ? exits("gpg", "--version") : age;
    }
  },

  /** A browser that draws pages without a screen. */
  CHROMIUM {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("chromium", "--version");
    }
  },

  /** A compiler of C that finds the headers of the C library. */
  CC {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("cc", "-fsyntax-only", "-include", "stdlib.h", "-x", "c", "/dev/null");
    }
  },

  /** An OpenSSH server is installed, for tests to start their own. */
  SSHD {
    @Override
    String tried() {
      String server = "/usr/sbin/sshd";
      return Files.isExecutable(Path.of(server)) ? "" : "no " + server;
    }
  },

  /** A PostgreSQL server is installed, for tests and drills to make their own. */
  POSTGRES {
    @Override
    String tried() throws IOException {
      Path family = Path.of("/usr/lib/postgresql");
      try (Stream<Path> versions = Files.list(family)) {
        return versions.anyMatch(version -> Files.isExecutable(version.resolve("bin/initdb")))
            ? ""
            : "no initdb in " + family;
      }
    }
  },

  /** Rsync is installed, for this host and for servers that tests start. */
  RSYNC {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("rsync", "--version");
    }
  },

  /** Prometheus, the program that checks its files, and Alertmanager are installed. */
  PROMETHEUS {
    @Override
    String tried() throws IOException, InterruptedException {
      for (String program : List.of("promtool", "prometheus", "prometheus-alertmanager")) {
        String missing = exits(program, "--version");
        if (!missing.isEmpty()) {
          return missing;
        }
      }
      return "";
    }
  },

  /** Microsoft's emulator of Azure Blob Storage is installed, for tests to start their own. */
  AZURITE {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("azurite-blob", "--version");
    }
  },

  /** Two servers of WebDAV are installed, for tests to start their own. */
  WEBDAV {
    @Override
    String tried() throws IOException, InterruptedException {
      String apache = exits("/usr/sbin/apache2", "-v");
      return apache.isEmpty() ? exits("rclone", "version") : apache;
    }
  },

  /** A program that looks after the crontabs of users. */
  CRON {
    @Override
    String tried() {
      String program = "/usr/bin/crontab";
      return Files.isExecutable(Path.of(program)) ? "" : "no " + program;
    }
  },

  /** The program that checks units of systemd is installed; systemd itself need not run. */
  SYSTEMD {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("systemd-analyze", "--version");
    }
  },

  /** Strace is installed and may trace a child. */
  STRACE {
    @Override
    String tried() throws IOException, InterruptedException {
      return exits("strace", "-o", "/dev/null", "true");
    }
  };

  /** Empty when the capability is there, else what stood in the way. */
  abstract String tried() throws IOException, InterruptedException;

  String missing() {
    try {
      return tried();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String exits(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    int exit = process.waitFor();
    return exit == 0 ? "" : String.join(" ", command) + " exits " + exit;
  }

  private static SocketAddress engine() throws IOException {
    String host = System.getenv("DOCKER_HOST");
    if (host != null && host.startsWith("tcp://")) {
      URI uri = URI.create(host);
      return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
    Stream<String> sockets =
        host != null && host.startsWith("unix://")
            ? Stream.of(host.substring("unix://".length()))
            : Stream.of("/var/run/docker.sock", System.getenv("XDG_RUNTIME_DIR") + "/docker.sock");
    Optional<Path> socket = sockets.map(Path::of).filter(Files::exists).findFirst();
    return UnixDomainSocketAddress.of(
        socket.orElseThrow(() -> new IOException("no Docker socket")));
  }
}
