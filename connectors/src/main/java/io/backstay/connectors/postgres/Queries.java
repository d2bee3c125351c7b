package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Queries out of plans. The server takes their text as a value of a function that reads only and
 * runs one query, so there is nothing a text could break out of; it answers in XML.
 */
final class Queries {
  private static final String ASK = "SELECT coalesce(query_to_xml(?, true, true, '')::text, '')";

  private Queries() {}

  /** The rows, every value as text and NULL as empty text. */
  static List<List<String>> rows(SqlSession session, String query) {
    String xml = session.value(ASK, query.strip().replaceAll(";\\s*$", ""));
    List<List<String>> rows = new ArrayList<>();
    for (Element row : children(parsed("<rows>" + xml + "</rows>"))) {
      rows.add(children(row).stream().map(Element::getTextContent).toList());
    }
    return rows;
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element parsed(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (SAXException | IOException e) {
      throw Failure.of("R436", "the answer to a query cannot be read: " + e.getMessage())
          .because(e)
          .help("Control characters in a text column are one reason; leave such columns out.");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
