package io.backstay.run.route;

import io.backstay.program.Program;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A program as routes, ready to be run. */
public final class RouteMachine implements AutoCloseable {
  private final DefaultCamelContext context;
  private final RouteCompiler compiler;
  private final ProducerTemplate template;

  /** Compiles a program and starts its routes. */
  public RouteMachine(Program program) {
    this.compiler = new RouteCompiler(program);
    this.context = new DefaultCamelContext(false);
    context.disableJMX();
    context.setStreamCaching(false);
    context.setLoadTypeConverters(false);
    context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    context.getShutdownStrategy().setTimeout(1);
    context.addComponent("step", new StepComponent(compiler::node));
    try {
      context.addRoutes(compiler);
    } catch (Exception e) {
      throw new IllegalStateException("the program does not compile", e);
    }
    context.start();
    this.template = context.createProducerTemplate();
  }

  /** Runs the steps; returns when all are over. */
  public void steps(Steps steps) {
    send(RouteCompiler.STEPS, steps);
  }

  /** Runs the steps for failures. */
  public void onFailure(Steps steps) {
    send(RouteCompiler.ON_FAILURE, steps);
  }

  /** Runs the steps for every ending. */
  public void finallySteps(Steps steps) {
    send(RouteCompiler.FINALLY, steps);
  }

  private void send(String uri, Steps steps) {
    AtomicReference<@Nullable RuntimeException> bug = new AtomicReference<>();
    Exchange exchange = template.send(uri, message -> new Running(steps, null, bug).putOn(message));
    RuntimeException first = bug.get();
    if (first != null) {
      throw first;
    }
    if (exchange.getException() != null) {
      throw new IllegalStateException("a route broke", exchange.getException());
    }
  }

  @Override
  public void close() {
    template.stop();
    context.stop();
    compiler.pools().forEach(ExecutorService::shutdownNow);
  }
}
