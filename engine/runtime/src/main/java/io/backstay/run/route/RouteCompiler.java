package io.backstay.run.route;

import io.backstay.program.Node;
import io.backstay.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;

/**
 * Compiles a program: each list of steps becomes a route, a condition a choice, steps at the same
 * time a multicast, a group a route of its own. Nothing of a plan gets into a route: what stands in
 * it are numbers of nodes.
 */
final class RouteCompiler extends RouteBuilder {
  static final String STEPS = "direct:steps";
  static final String ON_FAILURE = "direct:on-failure";
  static final String FINALLY = "direct:finally";

  private final Program program;
  private final List<Node> nodes = new ArrayList<>();
  private final List<ExecutorService> pools = new ArrayList<>();

  RouteCompiler(Program program) {
    this.program = program;
  }

  /** Nodes by their numbers in the routes. */
  Node node(int number) {
    return nodes.get(number);
  }

  /** Threads of the steps that run at the same time. */
  List<ExecutorService> pools() {
    return pools;
  }

  @Override
  public void configure() {
    // Failure, retry, cancellation and undo are the engine's; a route only goes on or does not.
    errorHandler(noErrorHandler());
    route(STEPS, program.steps());
    route(ON_FAILURE, program.onFailure());
    route(FINALLY, program.finallySteps());
  }

  private void route(String uri, List<Node> sequence) {
    sequence(from(uri).routeId(uri.substring("direct:".length())).removeHeaders("*"), sequence);
  }

  private void sequence(ProcessorDefinition<?> route, List<Node> sequence) {
    for (Node node : sequence) {
      nodes.add(node);
      guarded(route, node, nodes.size() - 1);
    }
  }

  private void guarded(ProcessorDefinition<?> route, Node node, int number) {
    if (Boolean.TRUE.equals(node.when().decided())) {
      add(route, node, number);
    } else {
      add(route.choice().id("when-" + number).when(new Enters(node)), node, number);
    }
  }

  private void add(ProcessorDefinition<?> route, Node node, int number) {
    switch (node) {
      case Node.Step step -> route.to(StepComponent.uri(number));
      case Node.Group group -> {
        String uri = "direct:" + number;
        route(uri, group.nodes());
        route.to(uri);
      }
      case Node.Parallel parallel when parallel.nodes().isEmpty() -> {}
      case Node.Parallel parallel -> parallel(route, parallel, number);
    }
  }

  private void parallel(ProcessorDefinition<?> route, Node.Parallel parallel, int number) {
    ExecutorService pool = Executors.newFixedThreadPool(parallel.max(), RouteCompiler::thread);
    pools.add(pool);
    MulticastDefinition multicast =
        route
            .process(exchange -> Running.on(exchange).fork(parallel, exchange))
            .id("fork-" + number)
            .multicast()
            .parallelProcessing()
            .synchronous()
            .executorService(pool);
    for (int branch = 0; branch < parallel.nodes().size(); branch++) {
      String uri = "direct:" + number + "-" + branch;
      branch(uri, parallel.nodes().get(branch));
      multicast.to(uri);
    }
    multicast.end().process(exchange -> Running.on(exchange).join(exchange)).id("join-" + number);
  }

  private void branch(String uri, Node node) {
    String name = uri.substring("direct:".length());
    ProcessorDefinition<?> route = from(uri).routeId(name);
    route.process(exchange -> Running.on(exchange).branch(exchange)).id("branch-" + name);
    sequence(route, List.of(node));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "parallel");
    thread.setDaemon(true);
    return thread;
  }

  private record Enters(Node node) implements Predicate {
    @Override
    public boolean matches(Exchange exchange) {
      return Running.on(exchange).enters(node);
    }
  }
}
