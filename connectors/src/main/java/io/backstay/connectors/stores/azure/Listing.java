package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Xml;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of a listing.
 *
 * @param blobs on it
 * @param next where the next one begins; empty when it is the last
 */
record Listing(List<Blob> blobs, String next) {

  /**
   * A blob.
   *
   * @param name of it
   * @param bytes its length
   */
  record Blob(String name, long bytes) {}

  /**
   * Reads one.
   *
   * @throws IOException when it is none, or not all of one
   */
  static Listing of(byte[] text) throws IOException {
    try {
      return read(Xml.reader(text));
    } catch (XMLStreamException | NumberFormatException e) {
      throw new IOException("what the server answered is no listing");
    }
  }

  private static Listing read(XMLStreamReader in) throws XMLStreamException, IOException {
    List<Blob> blobs = new ArrayList<>();
    String name = "";
    String next = null;
    while (in.hasNext()) {
      if (in.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (in.getLocalName()) {
        case "Name" -> name = name(in);
        case "Content-Length" -> blobs.add(new Blob(name, Long.parseLong(in.getElementText())));
        case "NextMarker" -> next = in.getElementText();
        default -> {
          // Nothing that is needed here.
        }
      }
    }
    if (next == null) {
      throw new IOException("the listing breaks off");
    }
    return new Listing(List.copyOf(blobs), next);
  }

  /** One with characters that XML cannot have is written as in an address. */
  private static String name(XMLStreamReader in) throws XMLStreamException {
    boolean encoded = "true".equals(in.getAttributeValue(null, "Encoded"));
    String name = in.getElementText();
    return encoded ? URLDecoder.decode(name, StandardCharsets.UTF_8) : name;
  }
}
