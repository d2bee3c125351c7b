package io.backstay.run;

import java.util.Map;

/**
 * What somebody asked for when they began a run: with the plan file enough to bind the same things
 * again, and to ask for it again.
 *
 * @param verb of the command line; empty in journals of versions that did not write it down
 * @param inputs values of the plan's inputs, as text
 */
public record Asked(String verb, Map<String, String> inputs) {
  /** Nobody wrote it down. */
  public static final Asked UNKNOWN = new Asked("", Map.of());

  /** Copies the inputs. */
  public Asked {
    inputs = Map.copyOf(inputs);
  }
}
