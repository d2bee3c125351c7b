package io.backstay.set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON document that says itself who wrote it: signed, and equal to its bytes, so that whoever
 * changes one is found out.
 *
 * @param content what it says
 * @param digest sha256 of the whole document, hexadecimal, by which another can refer to it
 * @param signer who vouches for it
 */
public record SignedDocument(Map<String, Object> content, String digest, Signer signer) {
  private static final String INTEGRITY = "integrity";

  /** The bytes of a document with this content, signed with this host's key. */
  public static byte[] sign(Map<String, Object> content, Keyring keys) {
    ObjectNode tree = Canonical.MAPPER.valueToTree(content);
    Manifest.Signature signature = keys.sign(Canonical.line(tree));
    tree.putObject(INTEGRITY).put("key", signature.key()).put("signature", signature.value());
    return Canonical.document(tree);
  }

  /**
   * Reads a document.
   *
   * @throws IOException when it is none, or not as it was signed
   */
  public static SignedDocument read(byte[] bytes, Keyring keys) throws IOException {
    if (!(Canonical.read(bytes) instanceof ObjectNode tree)
        || !(tree.remove(INTEGRITY) instanceof ObjectNode integrity)) {
      throw new IOException("it is not signed");
    }
    Manifest.Signature signature =
        new Manifest.Signature(text(integrity, "key"), text(integrity, "signature"));
    if (!PublicKeys.isId(signature.key()) || !PublicKeys.signed(signature, Canonical.line(tree))) {
      throw new IOException("it is not what was signed");
    }
    Map<String, Object> content =
        Canonical.MAPPER.convertValue(tree, new TypeReference<Map<String, Object>>() {});
    boolean trusted = keys.trusted().contains(signature.key());
    return new SignedDocument(content, digest(bytes), new Signer(signature.key(), trusted));
  }

  private static String text(ObjectNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText).orElse("");
  }

  /** The digest by which others refer to a document. */
  public static String digest(byte[] bytes) {
    return ManifestWriter.sha256(new String(bytes, StandardCharsets.UTF_8));
  }
}
