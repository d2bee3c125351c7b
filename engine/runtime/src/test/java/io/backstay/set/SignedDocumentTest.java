package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedDocumentTest {
  private static final Map<String, Object> CONTENT =
      Map.of("id", "one", "verdict", "passed", "objectives", List.of(Map.of("met", true)));

  @TempDir Path here;
  private Keyring keys = Keyring.in(Path.of(""));
  private byte[] document = {};

  @BeforeEach
  void sign() {
    keys = Keyring.in(here.resolve("keys"));
    document = SignedDocument.sign(CONTENT, keys);
  }

  @Test
  void whatWasSignedIsRead() throws IOException {
    SignedDocument read = SignedDocument.read(document, keys);
    assertThat(read.content()).isEqualTo(CONTENT);
    assertThat(read.digest()).isEqualTo(SignedDocument.digest(document)).hasSize(64);
    assertThat(read.signer().key()).isEqualTo(keys.own().iterator().next());
    assertThat(read.signer().trusted()).isTrue();
  }

  @Test
  void whoeverDoesNotKnowTheKeyReadsItWithoutBelievingIt() throws IOException {
    Keyring others = Keyring.in(here.resolve("others"));
    assertThat(SignedDocument.read(document, others).signer().trusted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"passed|failed", "\"one\"|\"two\"", "true|false", "\"met\"|\"not\""})
  void anEditIsRefused(String edit) {
    String[] words = edit.split("\\|");
    String edited = new String(document, StandardCharsets.UTF_8).replace(words[0], words[1]);
    assertRefused(edited, "not what was signed");
  }

  @Test
  void aSignatureOfAnotherDocumentIsRefused() {
    byte[] other = SignedDocument.sign(Map.of("verdict", "failed"), keys);
    String theirs = integrity(other);
    assertRefused(
        new String(document, StandardCharsets.UTF_8).replace(integrity(document), theirs),
        "not what was signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"verdict\": \"passed\"}", "{\"integrity\": \"me\"}"})
  void whatIsNotSignedIsRefused(String text) throws IOException {
    assertRefused(canonical(text), "not signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"key\": \"nobody\"", "\"signature\": \"\"", "\"other\": 1"})
  void aSignatureThatIsNoneIsRefused(String signature) throws IOException {
    String text = "{\"id\": \"one\", \"integrity\": {" + signature + "}}";
    assertRefused(canonical(text), "not what was signed");
  }

  private static String canonical(String json) throws IOException {
    ObjectNode tree = (ObjectNode) Canonical.MAPPER.readTree(json);
    return new String(Canonical.document(tree), StandardCharsets.UTF_8);
  }

  @Test
  void eachByteCountsForTheDigest() {
    assertThat(SignedDocument.digest(document))
        .isNotEqualTo(SignedDocument.digest(SignedDocument.sign(Map.of(), keys)));
  }

  private static String integrity(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    return text.replaceFirst("(?s).*\"signature\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }

  private void assertRefused(String text, String why) {
    assertThatThrownBy(() -> SignedDocument.read(text.getBytes(StandardCharsets.UTF_8), keys))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }
}
