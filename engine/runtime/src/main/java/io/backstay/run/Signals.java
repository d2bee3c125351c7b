package io.backstay.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands what the system tells this process on to the runs in it: Ctrl-C, a request to end, a
 * terminal that is gone. As long as a run is going on none of them ends the process.
 */
final class Signals implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
  private static final Set<Signals> LIVE = ConcurrentHashMap.newKeySet();
  private static final List<Runnable> RESTORE = new ArrayList<>();

  private final Stop stop;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::atExit, "run is ending");

  private Signals(Stop stop) {
    this.stop = stop;
  }

  /** From here on signals stop this; until it is closed. */
  static Signals to(Stop stop) {
    synchronized (RESTORE) {
      if (LIVE.isEmpty()) {
        NAMES.forEach(Signals::handle);
      }
      Signals signals = new Signals(stop);
      LIVE.add(signals);
      Runtime.getRuntime().addShutdownHook(signals.hook);
      return signals;
    }
  }

  /** Somebody in this process ends it: the run is stopped and undone before the process goes. */
  private void atExit() {
    stop.ask("the process is ending");
    try {
      over.await(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    synchronized (RESTORE) {
      LIVE.remove(this);
      if (LIVE.isEmpty()) {
        RESTORE.forEach(Runnable::run);
        RESTORE.clear();
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, which is what the hook is for.
    }
  }

  /**
   * By reflection, because the compiler warns of the class; where it is missing, the hook at the
   * end of the process does the same, except that a second signal cannot be told from the first.
   */
  private static void handle(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> told("SIG" + name);
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "stops runs";
              };
      Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handlerType}, call);
      var install = type.getMethod("handle", type, handlerType);
      Object signal = type.getConstructor(String.class).newInstance(name);
      Object before = install.invoke(null, signal, handler);
      RESTORE.add(() -> restore(install, signal, before));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // See above.
    }
  }

  private static void restore(java.lang.reflect.Method install, Object signal, Object before) {
    try {
      install.invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      // Then the next run meets our handler, which does the same.
    }
  }

  private static Object told(String name) {
    // Not on the thread of the signal: what is asked to stop may take its time to hear it.
    Thread teller = new Thread(() -> LIVE.forEach(one -> one.stop.ask(name)), name);
    teller.setDaemon(true);
    teller.start();
    return "";
  }
}
