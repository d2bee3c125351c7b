package io.backstay.app;

import io.backstay.program.DrillLowering.Vigil;
import io.backstay.program.Program;
import io.backstay.run.RunEvent;
import io.backstay.run.RunListener;
import io.backstay.run.Stop;
import io.backstay.spi.Look;
import io.backstay.survey.Monitors;
import io.backstay.survey.Stock;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the real things while a drill goes on, and stops it when they are not as they should be.
 * From the first step on: before it, the hypothesis has been looked at.
 */
final class Vigils implements RunListener, AutoCloseable {
  private final Session session;
  private final Program program;
  private final Look look;
  private final List<Vigil> vigils;
  private final Stop stop;
  private final List<Thread> threads = new ArrayList<>();

  Vigils(Session session, Program program, Look look, List<Vigil> vigils, Stop stop) {
    this.session = session;
    this.program = program;
    this.look = look;
    this.vigils = vigils;
    this.stop = stop;
  }

  @Override
  public synchronized void happened(RunEvent event) {
    if (event instanceof RunEvent.StepStarted && threads.isEmpty()) {
      vigils.forEach(vigil -> threads.add(Thread.ofVirtual().start(() -> keep(vigil))));
    }
  }

  private void keep(Vigil vigil) {
    Stock stock = Stock.of(program, look, session.trust());
    Monitors monitors = new Monitors(program, look, session.catalog(), stock, session.history());
    int failures = 0;
    while (failures < vigil.rhythm().failures()) {
      List<Monitors.Alarm> alarms = monitors.alarms(List.of(vigil.watch()));
      failures = alarms.isEmpty() ? 0 : failures + 1;
      if (failures == vigil.rhythm().failures()) {
        stop.ask("stop-if: " + alarms.getFirst().what());
        return;
      }
      try {
        Thread.sleep(vigil.rhythm().every());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
  }
}
