package io.backstay.plan;

import io.backstay.spi.Scratch;
import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan in which disposable things stand in for the declared ones; the rest is as it was. */
public final class Rebinding {
  private final Plan plan;
  private final Plan.Things things;

  /** Of this plan. */
  public Rebinding(Plan plan) {
    this(plan, plan.things());
  }

  private Rebinding(Plan plan, Plan.Things things) {
    this.plan = plan;
    this.things = things;
  }

  /** With this in the place of what a binding names. */
  public Rebinding with(DrillBinding binding, Scratch.StandIn standIn) {
    Catalog words = plan.words();
    String name = binding.on().name();
    return new Rebinding(
        plan,
        switch (binding.on().kind()) {
          case SOURCE ->
              new Plan.Things(
                  put(things.sources(), name, words.sources(), binding, standIn),
                  things.services(),
                  things.stores());
          case SERVICE ->
              new Plan.Things(
                  things.sources(),
                  put(things.services(), name, words.services(), binding, standIn),
                  things.stores());
          default ->
              new Plan.Things(
                  things.sources(),
                  things.services(),
                  put(things.stores(), name, words.stores(), binding, standIn));
        });
  }

  /** The plan. */
  public Plan plan() {
    return plan.with(things);
  }

  private <T extends Type<?>> Map<String, Declared<T>> put(
      Map<String, Declared<T>> declared,
      String name,
      Map<String, T> types,
      DrillBinding binding,
      Scratch.StandIn standIn) {
    T type = Optional.ofNullable(types.get(standIn.type())).orElseThrow();
    Declared<?> real = declared.get(name);
    Node node = params(standIn, real, binding.position());
    Part<?> params = new Part<>(node, type.params());
    Map<String, Declared<T>> all = new LinkedHashMap<>(declared);
    all.put(name, new Declared<>(name, type, params, binding.position()));
    return all;
  }

  private Node params(Scratch.StandIn standIn, @Nullable Declared<?> real, Position at) {
    List<Node.Field> fields = new ArrayList<>();
    Declared<?> like = standIn.like() == null ? null : plan.things().sources().get(standIn.like());
    said(like).filter(it -> !standIn.params().containsKey(it.name())).forEach(fields::add);
    said(real).filter(it -> standIn.keeps().contains(it.name())).forEach(fields::add);
    standIn.params().forEach((key, value) -> fields.add(field(key, value, at)));
    return new Node.Fields(fields, at);
  }

  private static Stream<Node.Field> said(@Nullable Declared<?> thing) {
    return thing != null && thing.params().node() instanceof Node.Fields said
        ? said.fields().stream()
        : Stream.of();
  }

  private static Node.Field field(String key, String value, Position at) {
    return new Node.Field(scalar(key, at), scalar(value.replace("${", "$${"), at));
  }

  private static Node.Scalar scalar(String text, Position at) {
    return new Node.Scalar(text, Node.Style.QUOTED, at, (offset, length) -> at);
  }
}
