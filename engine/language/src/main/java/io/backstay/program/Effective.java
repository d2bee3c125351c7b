package io.backstay.program;

import io.backstay.plan.Drill;
import io.backstay.plan.Node.Fields;
import io.backstay.plan.Node.Items;
import io.backstay.plan.Node.Scalar;
import io.backstay.plan.Plan;
import io.backstay.plan.SecretDecl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a plan says, without comments, positions and styles: equal for files that differ only in
 * these. Secrets are in it by name, because a plan holds nothing else of them.
 *
 * @param content JSON-shaped
 * @param digest sha256 of its canonical JSON, hexadecimal
 */
record Effective(Map<String, Object> content, String digest) {
  /** What stands for a secret that a plan itself has: it goes nowhere else. */
  private static final String HIDDEN = "not shown";

  static Effective of(Plan plan) {
    Map<String, Object> content = content(plan);
    Plan.Recovery recovery = plan.recovery();
    if (recovery != null) {
      content.put("plan", content(recovery.of()));
    }
    return new Effective(content, digest(content));
  }

  static Effective of(Drill drill) {
    Map<String, Object> content = fields(drill.head().content());
    content.put("restore", of(drill.restore()).content());
    return new Effective(content, digest(content));
  }

  /** Where a plan runs is part of what it says: conditions rest on it. */
  private static Map<String, Object> content(Plan plan) {
    Map<String, Object> content = fields(plan.head().content());
    String environment = plan.head().environment().name();
    if (!environment.isEmpty()) {
      content.put("env", environment);
    }
    return content;
  }

  private static Map<String, Object> fields(Fields fields) {
    Map<String, Object> map = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            field ->
                map.put(
                    field.name(),
                    field.name().equals(SecretDecl.LITERAL) ? HIDDEN : plain(field.value())));
    return map;
  }

  private static Object plain(io.backstay.plan.Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.text();
      case Items items -> items.items().stream().map(Effective::plain).toList();
      case Fields fields -> fields(fields);
    };
  }

  private static String digest(Map<String, Object> content) {
    try {
      byte[] json = CanonicalText.of(content).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
