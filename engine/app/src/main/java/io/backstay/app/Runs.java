package io.backstay.app;

import io.backstay.run.RunIds;
import io.backstay.run.Stamps;
import io.backstay.spi.RunInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identities of runs: real ones, and those a preview speaks of. */
final class Runs {
  /** Why a run began that was due. */
  static final String SCHEDULE = "schedule";

  private static final String MANUAL = "manual";

  private final Session session;

  Runs(Session session) {
    this.session = session;
  }

  /** A run that somebody begins now. */
  RunInfo begin(Loader.Loaded loaded, @Nullable String description) {
    return begin(loaded, description, MANUAL);
  }

  /** A run that begins now because it is due. */
  RunInfo beginDue(Loader.Loaded loaded, @Nullable String description) {
    return begin(loaded, description, SCHEDULE);
  }

  private RunInfo begin(Loader.Loaded loaded, @Nullable String description, String trigger) {
    Instant now = session.clock().instant();
    Stamps stamps = new Stamps(session.state());
    String id = stamps.id(new RunIds(session.clock()));
    String stamp = stamps.take(id, now, zone(loaded));
    return info(loaded, id, stamp, now, description, trigger);
  }

  /** A run that is only spoken of: what a clock will decide is shown as question marks. */
  RunInfo imagine(Loader.Loaded loaded) {
    Instant now = session.clock().instant();
    String minute = Stamps.of(now, zone(loaded)).substring(0, 13) + "??";
    return info(loaded, minute + "-????", minute, now, null, MANUAL);
  }

  private RunInfo info(
      Loader.Loaded loaded,
      String id,
      String stamp,
      Instant now,
      @Nullable String description,
      String trigger) {
    return new RunInfo(
        id,
        stamp,
        now,
        zone(loaded),
        loaded.head().identity().toString(),
        loaded.type(),
        trigger,
        System.getProperty("user.name", "?"),
        host(),
        description);
  }

  private static ZoneId zone(Loader.Loaded loaded) {
    return Optional.ofNullable(loaded.head().zone()).orElseGet(ZoneId::systemDefault);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
