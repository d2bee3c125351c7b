package io.backstay.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.backstay.program.Preview;
import java.util.Map;

/**
 * A preview as a JSON document. Additions raise the minor number of the format, anything else the
 * major.
 *
 * @param formatVersion of this document
 * @param kind always {@code Preview}
 * @param tool who made it
 * @param preview the preview
 */
record PreviewJson(
    String formatVersion, String kind, Map<String, String> tool, @JsonUnwrapped Preview preview) {
  static PreviewJson of(Preview preview) {
    return new PreviewJson(
        "1.0", "Preview", Map.of("name", "backstay", "version", Version.NUMBER), preview);
  }
}
