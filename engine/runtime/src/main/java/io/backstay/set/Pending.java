package io.backstay.set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Written before a set comes or goes, removed after: as long as the manifest does not exist, the
 * keys named here belong to nobody. So whoever finds one after a crash knows what to do, and it is
 * the same for a publication and for a deletion.
 *
 * @param id of the set
 * @param plan of the set
 * @param store of the set
 * @param host where the run that wrote this ran
 * @param at when it was written
 * @param manifest key of the manifest
 * @param keys of everything else
 */
record Pending(
    String id,
    String plan,
    String store,
    String host,
    Instant at,
    String manifest,
    List<String> keys) {
  // A run on another host may still be at it; longer than this no upload of one set takes.
  private static final Duration GRACE = Duration.ofDays(2);

  /**
   * Whether the run that wrote this cannot be alive, seen from a host that holds the plan's lock.
   */
  boolean abandoned(String here, Instant now) {
    return host.equals(here) || at.plus(GRACE).isBefore(now);
  }

  private static final String SIGNED = "backstay pending\n";

  byte[] bytes(Keyring signing) {
    ObjectNode node =
        Canonical.MAPPER
            .createObjectNode()
            .put("formatVersion", Manifest.FORMAT)
            .put("id", id)
            .put("plan", plan)
            .put("store", store)
            .put("host", host)
            .put("at", at.toString())
            .put("manifest", manifest);
    ArrayNode list = node.putArray("keys");
    keys.forEach(list::add);
    Manifest.Signature signature = signing.sign(SIGNED + Canonical.line(node));
    node.put("key", signature.key()).put("signature", signature.value());
    return Canonical.document(node);
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IOException when it is something else
   * @throws io.backstay.spi.Failure when nobody this host believes has signed it: what it names
   *     would be deleted
   */
  static Pending read(byte[] bytes, Vouching vouching) throws IOException {
    Fields fields = new Fields(Canonical.read(bytes), "");
    Manifest.Signature signature =
        new Manifest.Signature(fields.text("key"), fields.text("signature"));
    ObjectNode content = ((ObjectNode) fields.node()).deepCopy();
    content.remove(List.of("key", "signature"));
    if (!vouching.of(signature, SIGNED + Canonical.line(content)).trusted()) {
      throw Fields.damaged("nobody known has signed it");
    }
    return new Pending(
        fields.text("id", SafeNames::id),
        fields.text("plan"),
        fields.text("store"),
        fields.text("host"),
        fields.moment("at"),
        fields.text("manifest"),
        fields.texts("keys"));
  }
}
