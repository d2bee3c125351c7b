package io.backstay.connectors.stores.web;

import io.backstay.connectors.stores.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request. What it carries is opened when it is sent, as often as it is, so that it is never in
 * memory as a whole.
 *
 * @param method of HTTP
 * @param address where to
 * @param headers what is said about it
 * @param body what it carries; null for nothing at all
 */
public record Ask(String method, URI address, Map<String, String> headers, @Nullable Body body) {

  /**
   * What a request carries.
   *
   * @param bytes how long it is
   * @param content its bytes
   */
  public record Body(long bytes, Opening content) {
    /** These bytes. */
    public static Body of(byte[] bytes) {
      return new Body(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** A part of a file. */
    public static Body of(Slice slice, BooleanSupplier cancelled) {
      return new Body(slice.bytes(), () -> slice.open(cancelled));
    }

    /** The same between other bytes. */
    public Body between(byte[] before, byte[] after) {
      return new Body(
          before.length + bytes + after.length,
          () ->
              new SequenceInputStream(
                  Collections.enumeration(
                      List.of(
                          new ByteArrayInputStream(before),
                          content.open(),
                          new ByteArrayInputStream(after)))));
    }
  }

  /** Opens what is sent. */
  public interface Opening {
    /** From its first byte on. */
    InputStream open() throws IOException;
  }

  /** One that carries nothing. */
  public static Ask of(String method, URI address) {
    return new Ask(method, address, Map.of(), null);
  }

  /** The same with a header. */
  public Ask with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Ask(method, address, more, body);
  }

  /** The same, somewhere else. */
  public Ask to(URI other) {
    return new Ask(method, other, headers, body);
  }

  /** The same, carrying something. */
  public Ask carrying(Body what, String type) {
    return new Ask(method, address, headers, what).with("Content-Type", type);
  }

  /** A name as one part of an address, whatever is in it. */
  public static String part(String name) {
    return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
