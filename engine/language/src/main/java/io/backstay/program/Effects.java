package io.backstay.program;

import static java.util.stream.Collectors.joining;

import io.backstay.program.Effect.Action;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Sealing;
import io.backstay.spi.SetDecision;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads effects off ops, so that a preview can show nothing but what the run would do. */
final class Effects {
  private final Map<Ref, io.backstay.spi.Resource> resources;
  private final RetentionRules retention;

  Effects(Map<Ref, io.backstay.spi.Resource> resources, RetentionRules retention) {
    this.resources = resources;
    this.retention = retention;
  }

  /** Every op of these and of what they hold, outermost first. */
  static Stream<Op> flat(List<Op> ops) {
    return ops.stream()
        .flatMap(
            op ->
                switch (op) {
                  case Op.Hold hold -> Stream.concat(Stream.of(hold), flat(hold.body()));
                  case Op.Together together -> flat(together.ops());
                  default -> Stream.of(op);
                });
  }

  List<Effect> of(List<Op> ops) {
    List<Effect> effects = new ArrayList<>();
    flat(ops).forEach(op -> effects.addAll(of(op)));
    return effects;
  }

  private List<Effect> of(Op op) {
    return switch (op) {
      case Op.Observe observe -> List.of(read(observe.on(), observe.request().says()));
      case Op.Check check -> List.of(new Effect(Action.READ, "check", check.check().name()));
      case Op.Stream stream -> stream(stream);
      case Op.Transfer transfer -> movement(transfer.what());
      case Op.Change change -> List.of(change(change));
      case Op.Run run ->
          List.of(
              new Effect(
                  Action.UNKNOWN, run.command().argv().getFirst(), "runs " + argv(run.command())));
      case Op.Call call ->
          List.of(new Effect(Action.CHANGE, call.on().name(), call.request().says()));
      case Op.Hold hold -> List.of(read(hold.on(), hold.request().says()));
      case Op.Together together -> of(together.ops());
      case Op.Owe owe -> List.of();
      case Op.Settle settle -> List.of();
    };
  }

  private static Effect read(Ref on, String says) {
    return new Effect(Action.READ, on.name(), says);
  }

  private static String argv(io.backstay.spi.Command command) {
    return String.join(" ", command.argv());
  }

  private static Effect change(Op.Change change) {
    Action action =
        switch (change.verb()) {
          case CREATE -> Action.CREATE;
          case DELETE -> Action.DELETE;
          case START, STOP -> Action.INTERRUPT;
          case RENAME, PUT -> Action.CHANGE;
        };
    return new Effect(action, change.on().name(), change.request().says());
  }

  private static List<Effect> stream(Op.Stream stream) {
    return switch (stream.to()) {
      case Op.Drain.ToArtifact to -> List.of(artifact(stream.from(), to));
      case Op.Drain.Into into ->
          List.of(new Effect(Action.CHANGE, into.on().name(), into.request().says()));
      case Op.Drain.ToTrees trees ->
          trees.targets().values().stream()
              .map(ref -> new Effect(Action.CREATE, ref.name(), "unpacked beside the live files"))
              .toList();
    };
  }

  private static Effect artifact(Op.Producer from, Op.Drain.ToArtifact to) {
    Sealing sealing = to.sealing();
    String sealed = sealing == null ? "" : "encrypted by " + sealing.way() + " in the same pass";
    String says =
        Stream.of(leftOut(from), sealed).filter(it -> !it.isEmpty()).collect(joining("; "));
    return new Effect(Action.CREATE, to.name(), says);
  }

  private static String leftOut(Op.Producer from) {
    return from instanceof Op.Producer.Trees trees && trees.since() != null
        ? switch (trees.unchanged()) {
          case STAT -> "what has changed, told by size, times and inode";
          case READ -> "what has changed, told by reading every file";
        }
        : "";
  }

  private List<Effect> movement(Op.Movement movement) {
    return switch (movement) {
      case Op.Movement.Publish publish -> publish(publish);
      case Op.Movement.Fetch fetch ->
          List.of(new Effect(Action.READ, "set", "digests checked before anything is touched"));
      case Op.Movement.Expire expire -> Stream.concat(copies(), expire(expire)).toList();
      case Op.Movement.Decide decide ->
          decide.stores().stream().map(store -> decided(store, decide)).toList();
      case Op.Movement.Encrypt encrypt -> List.of(encrypt(encrypt));
      case Op.Movement.Discard discard ->
          List.of(new Effect(Action.READ, "set", "the staged set is removed if it does not pass"));
      case Op.Movement.Choose choose ->
          List.of(new Effect(Action.READ, "set", "the set that is restored is chosen"));
    };
  }

  private static Effect decided(StoreRef store, Op.Movement.Decide decide) {
    return decide.decision() instanceof SetDecision.Delete
        ? new Effect(Action.DELETE, store.name(), "set " + decide.set())
        : new Effect(Action.CHANGE, store.name(), "what is written down about " + decide.set());
  }

  /** Plain files that were staged are gone afterwards; where there are none, nothing is read. */
  private static Effect encrypt(Op.Movement.Encrypt encrypt) {
    String how = encrypt.how().says();
    return encrypt.inPass()
        ? new Effect(Action.READ, "set", how + ", in the pass that makes the artifacts")
        : new Effect(Action.CHANGE, "set", how + ", in a pass of its own over what is staged");
  }

  private static Stream<Effect> expire(Op.Movement.Expire expire) {
    return expire.stores().stream()
        .map(store -> new Effect(Action.DELETE, store.name(), "sets no rule keeps"));
  }

  /** What tiers keep elsewhere is brought there before anything goes. */
  private Stream<Effect> copies() {
    return retention
        .copying()
        .flatMap(
            tier ->
                Optional.ofNullable(tier.copyTo()).stream()
                    .flatMap(store -> arriving(store, "copies of tier " + tier.name()).stream()));
  }

  private List<Effect> publish(Op.Movement.Publish publish) {
    return arriving(publish.store(), "the set, manifest last");
  }

  private List<Effect> arriving(StoreRef store, String what) {
    Effect create = new Effect(Action.CREATE, store.name(), what);
    boolean offHost = resources.get(Ref.of(store)) instanceof Store there && there.offHost();
    return offHost
        ? List.of(create, new Effect(Action.OFF_HOST, store.name(), "leaves this host"))
        : List.of(create);
  }
}
