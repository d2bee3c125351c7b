package io.backstay.app;

import io.backstay.plan.MetricsRules;
import io.backstay.plan.Plan;
import io.backstay.program.Lowering;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.spi.Failure;
import io.backstay.spi.Gauges;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.survey.Metrics;
import io.backstay.survey.Stock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes how a plan stands for Prometheus, which nothing that goes wrong here can change. */
final class Metering {
  private final Session session;
  private final Loader.Loaded loaded;

  /** Of a plan; a Restore is counted where its Backup is. */
  Metering(Session session, Loader.Loaded loaded) {
    Plan.Recovery recovery = loaded.plan().recovery();
    this.session = session;
    this.loaded =
        recovery == null
            ? loaded
            : new Loader.Loaded(recovery.of(), null, loaded.variables(), null);
  }

  /** Where a plan writes its numbers; empty when it does not. */
  static Optional<MetricsRules> rules(Loader.Loaded loaded, Program program) {
    return new Lowering(loaded.plan(), loaded.variables(), program.run()).metrics();
  }

  void after(Program ran) {
    rules(loaded, ran).ifPresent(this::write);
  }

  private void write(MetricsRules rules) {
    try {
      Program plan = new Stocks(session).program(loaded);
      Program used = plan.with(used(plan));
      Stock stock = Stock.of(used, session.look(loaded), session.trust());
      Metrics.of(plan.plan().name(), session.history(), stock)
          .text(new Gauges(rules.prefix()))
          .write(rules.textfile());
    } catch (Failure failure) {
      tell(session, failure);
    } catch (Stop unreadable) {
      session.note("  R761: with these inputs the Backup means nothing; its numbers are old");
    }
  }

  static void tell(Session session, Failure failure) {
    session.note("  R761: " + failure.message());
    Optional.ofNullable(failure.help()).ifPresent(help -> session.note("        " + help));
  }

  /** Without stores that nothing is sent to with these inputs: those may not even be there. */
  private static Map<Ref, Resource> used(Program plan) {
    Set<Ref> stores = published(plan.steps()).collect(Collectors.toSet());
    Map<Ref, Resource> used = new HashMap<>(plan.resources());
    used.keySet().removeIf(ref -> ref.kind() == Ref.Kind.STORE && !stores.contains(ref));
    return used;
  }

  /** Whether it sends a set anywhere, with these inputs. */
  static boolean publishes(Program program) {
    return published(program.steps()).findAny().isPresent();
  }

  private static Stream<Ref> published(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> !Boolean.FALSE.equals(node.when().decided()))
        .flatMap(Metering::published);
  }

  private static Stream<Ref> published(Node node) {
    return switch (node) {
      case Node.Group group -> published(group.nodes());
      case Node.Parallel parallel -> published(parallel.nodes());
      case Node.Step step -> step.ops().preview().stream().flatMap(Metering::published);
    };
  }

  private static Stream<Ref> published(Op op) {
    return switch (op) {
      case Op.Transfer(Op.Movement.Publish publish) -> Stream.of(Ref.of(publish.store()));
      case Op.Together together -> together.ops().stream().flatMap(Metering::published);
      case Op.Hold hold -> hold.body().stream().flatMap(Metering::published);
      default -> Stream.of();
    };
  }
}
