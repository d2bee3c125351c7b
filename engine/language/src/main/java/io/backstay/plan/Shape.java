package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as plans write it: a map with a key for each component.
 *
 * @param type the record
 * @param slots its components in their order
 * @param primary the one that a short form gives
 * @param doc what it means; empty when it is not documented
 */
record Shape(Class<? extends Record> type, List<Slot> slots, Optional<Slot> primary, String doc) {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return read(type.asSubclass(Record.class));
        }
      };

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException when it has a component plans cannot write
   */
  static Shape of(Class<? extends Record> type) {
    return SHAPES.get(type);
  }

  Optional<Slot> slot(String key) {
    return slots.stream().filter(slot -> slot.key().equals(key)).findFirst();
  }

  /** Whether a short form gives it. */
  boolean isPrimary(Slot slot) {
    return primary.isPresent() && primary.get().key().equals(slot.key());
  }

  List<String> keys() {
    return slots.stream().map(Slot::key).toList();
  }

  private static Shape read(Class<? extends Record> type) {
    List<Slot> slots = new ArrayList<>();
    Optional<Slot> primary = Optional.empty();
    for (RecordComponent component : type.getRecordComponents()) {
      Slot slot = slot(type, component);
      slots.add(slot);
      if (component.isAnnotationPresent(Primary.class)) {
        if (primary.isPresent()) {
          throw new IllegalArgumentException(type.getName() + " has two @Primary");
        }
        primary = Optional.of(slot);
      }
    }
    Doc doc = type.getAnnotation(Doc.class);
    return new Shape(type, List.copyOf(slots), primary, doc == null ? "" : doc.value());
  }

  private static Slot slot(Class<?> owner, RecordComponent component) {
    String where = owner.getName() + "." + component.getName();
    Doc doc = component.getAnnotation(Doc.class);
    if (doc == null || doc.value().isBlank()) {
      throw new IllegalArgumentException(where + " has no @Doc");
    }
    Default fallback = component.getAnnotation(Default.class);
    return new Slot(
        key(component.getName()),
        form(component, where),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        fallback == null ? null : Fallbacks.read(where, fallback.value()),
        fallback == null ? null : fallback.value(),
        doc.value(),
        doc.example());
  }

  private static Form form(RecordComponent component, String where) {
    Form form = Forms.of(component.getGenericType(), where);
    String key = key(component.getName());
    if (Words.LITERAL.contains(key)) {
      return form instanceof ListForm ? new ListForm(new LiteralForm()) : new LiteralForm();
    }
    return Words.ARGV.contains(key) && Forms.isListOf(Forms.STRING, form)
        ? new ArgvForm(form)
        : form;
  }

  /** {@code keepMin} is {@code keep-min}; {@code wait_} is {@code wait}. */
  static String key(String component) {
    String bare =
        component.endsWith("_") ? component.substring(0, component.length() - 1) : component;
    return bare.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The record of these components; what its constructor throws is thrown on. */
  Record make(@Nullable Object[] components) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
