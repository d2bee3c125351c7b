package io.backstay.connectors.stores.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
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
  private static final XMLInputFactory XML = factory();

  /**
   * A blob.
   *
   * @param name of it
   * @param bytes its length
   */
  record Blob(String name, long bytes) {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is none, or not all of one
   */
  static Listing of(byte[] text) throws IOException {
    try {
      return read(XML.createXMLStreamReader(new ByteArrayInputStream(text)));
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
