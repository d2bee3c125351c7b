package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.web.RefusedException;
import io.backstay.connectors.stores.web.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what a server says of several things at once. What was deleted meanwhile is not there; when
 * of anything else nothing can be said, nothing is known.
 */
final class Multistatus {
  private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ (\\d{3})\\b.*");
  private static final int OK = 200;

  private final XMLStreamReader in;
  private final List<Said> all = new ArrayList<>();
  private String href = "";
  private int status = OK;
  private boolean collection;
  private long bytes = -1;

  /**
   * What is said of one thing that is there.
   *
   * @param href its address, as the server writes it
   * @param collection whether it is one
   * @param bytes its length; negative when that was not said
   */
  record Said(String href, boolean collection, long bytes) {}

  private Multistatus(XMLStreamReader in) {
    this.in = in;
  }

  /**
   * Reads it.
   *
   * @throws IOException when it is none, or not all of one
   */
  static List<Said> of(byte[] text) throws IOException {
    try {
      return new Multistatus(Xml.reader(text)).read();
    } catch (XMLStreamException | NumberFormatException e) {
      throw new IOException("what the server answered is no answer of WebDAV", e);
    }
  }

  private List<Said> read() throws XMLStreamException, IOException {
    in.nextTag();
    if (!isDav("multistatus")) {
      throw new IOException("what the server answered is no answer of WebDAV");
    }
    while (in.hasNext()) {
      if (in.next() == XMLStreamConstants.START_ELEMENT && isDav("response")) {
        response();
      }
    }
    return List.copyOf(all);
  }

  private void response() throws XMLStreamException, IOException {
    href = "";
    status = OK;
    collection = false;
    bytes = -1;
    while (!ends("response")) {
      if (!in.isStartElement()) {
        continue;
      }
      switch (word()) {
        case "href" -> href = in.getElementText().strip();
        case "status" -> status = number(in.getElementText());
        case "propstat" -> properties();
        default -> {
          // Nothing that is needed here.
        }
      }
    }
    if (status == OK) {
      all.add(new Said(href, collection, bytes));
    } else if (status != Refusals.NOT_FOUND) {
      throw new RefusedException(status, "", "for `" + href + "`");
    }
  }

  /** What is said of properties is true when their own status is fine. */
  private void properties() throws XMLStreamException {
    boolean is = false;
    String length = "";
    int found = OK;
    while (!ends("propstat")) {
      if (!in.isStartElement()) {
        continue;
      }
      switch (word()) {
        case "collection" -> is = true;
        case "getcontentlength" -> length = in.getElementText().strip();
        case "status" -> found = number(in.getElementText());
        default -> {
          // Nothing that is needed here.
        }
      }
    }
    if (found == OK) {
      collection |= is;
      bytes = length.isEmpty() ? bytes : Long.parseLong(length);
    }
  }

  /** Goes on by one; true at the end of an element. */
  private boolean ends(String element) throws XMLStreamException {
    return in.next() == XMLStreamConstants.END_ELEMENT && isDav(element);
  }

  private String word() {
    return "DAV:".equals(in.getNamespaceURI()) ? in.getLocalName() : "";
  }

  private boolean isDav(String element) {
    return word().equals(element);
  }

  private static int number(String line) {
    Matcher said = STATUS.matcher(line.strip());
    return said.matches() ? Integer.parseInt(said.group(1)) : 0;
  }
}
