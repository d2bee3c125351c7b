package io.backstay.drills.scratch;

import io.backstay.connectors.containers.ContainerSpec;
import io.backstay.connectors.containers.Disposables;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Fault;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that is a container, in a network that only the containers of its drill are in.
 *
 * @param name its key in the drill
 * @param place whose drill it is of
 * @param spec the container
 * @param ready a program that ends well inside as soon as it can be used; empty to ask nothing
 * @param standIns what it can take the place of
 */
record DockerScratch(
    String name, ScratchType.Place place, ContainerSpec spec, List<String> ready, StandIns standIns)
    implements Scratch {
  private static final String REMOVE = "remove";
  private static final String DRILL = "drill";
  private static final String CONTAINER = "container";
  private static final String NETWORK = "network";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What a container can take the place of. */
  interface StandIns {
    Optional<StandIn> of(Ref.Kind kind, String type);
  }

  /** Its names, answered as facts. */
  private record Who(String container) implements Request {
    @Override
    public String says() {
      return "not there yet: container " + container;
    }
  }

  /** Makes it. */
  private record Make(String container, String image) implements Request {
    @Override
    public String says() {
      return "container " + container + " of " + image + ", removed at the end";
    }
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.SCRATCH, name);
  }

  @Override
  public String says() {
    return "scratch container " + spec.name();
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked(spec.name() + " is made by the drill"));
  }

  @Override
  public List<Op> provision(List<Resource> standIns) {
    return List.of(
        new Op.Observe(ref(), new Who(spec.name()), null),
        new Op.Owe(ref(), REMOVE, List.of(DRILL, CONTAINER, NETWORK), null, Op.AtEnd.PAY),
        new Op.Change(ref(), Op.Verb.CREATE, new Make(spec.name(), spec.image())));
  }

  @Override
  public Optional<StandIn> standIn(Ref.Kind kind, String type) {
    return standIns.of(kind, type);
  }

  @Override
  public Set<Fault.Harm> suffers() {
    return spec.inMemory() == null
        ? EnumSet.of(Fault.Harm.KILL, Fault.Harm.NET_LOSS)
        : EnumSet.allOf(Fault.Harm.class);
  }

  @Override
  public void harm(Fault.Harm harm) {
    Disposables disposables = new Disposables(place.drill());
    switch (harm) {
      case KILL -> disposables.kill(spec.name());
      case NET_LOSS -> disposables.cutOff(spec);
      case DISK_FULL -> disposables.fill(spec);
    }
  }

  @Override
  public void heal(Fault.Harm harm) {
    Disposables disposables = new Disposables(place.drill());
    switch (harm) {
      case KILL -> {}
      case NET_LOSS -> disposables.reconnect(spec);
      case DISK_FULL -> disposables.empty(spec);
    }
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (new Disposables(place.drill()).exists(spec.name())) {
      throw Failure.of(
              "R770", "container `" + spec.name() + "` is in the way of a scratch resource")
          .help("Nothing of a drill is there before it begins: look at it, then remove it.");
    }
    return Facts.of(DRILL, place.drill())
        .and(Facts.of(CONTAINER, spec.name()))
        .and(Facts.of(NETWORK, spec.network()));
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    Disposables disposables = new Disposables(place.drill());
    String image = disposables.image(spec.image());
    disposables.network(spec.network());
    disposables.start(spec);
    if (!ready.isEmpty()) {
      disposables.await(spec.name(), PATIENCE, tools, ready.toArray(String[]::new));
    }
    return Facts.of("image", image);
  }

  /** What is removed is what was written down before it was made. */
  @Override
  public void pay(String action, Facts facts, Tools tools) {
    new Disposables(facts.text(DRILL).orElseThrow())
        .remove(facts.text(CONTAINER).orElseThrow(), facts.text(NETWORK).orElseThrow());
  }
}
