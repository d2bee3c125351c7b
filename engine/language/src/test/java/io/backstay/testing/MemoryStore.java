package io.backstay.testing;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, held to the same contract as the others. */
public final class MemoryStore implements Store {
  private final String name;
  private final @Nullable Path files;
  private final SortedMap<String, byte[]> objects = new TreeMap<>();

  /** An empty store. */
  public MemoryStore(String name) {
    this(name, null);
  }

  /** One whose objects are files of this host to whoever asks for them, in this directory. */
  public MemoryStore(String name, @Nullable Path files) {
    this.name = name;
    this.files = files;
  }

  /** Everything in it, by key; for tests to look at and to damage. */
  public Map<String, byte[]> objects() {
    return objects;
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.STORE, name);
  }

  @Override
  public String says() {
    return "memory " + name;
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.ok("in memory"));
  }

  @Override
  public Reader reader(Look look) {
    return new Access();
  }

  @Override
  public Writer writer(Tools tools) {
    return new Access();
  }

  /** Access without a run around it. */
  public Writer access() {
    return new Access();
  }

  @Override
  public Optional<Path> staging() {
    return Optional.empty();
  }

  @Override
  public boolean offHost() {
    return false;
  }

  private final class Access implements Writer {
    @Override
    public List<Stored> list(String prefix) {
      return objects.entrySet().stream()
          .filter(e -> e.getKey().startsWith(prefix))
          .map(e -> new Stored(e.getKey(), e.getValue().length))
          .toList();
    }

    @Override
    public Optional<Stored> stat(String key) {
      return Optional.ofNullable(objects.get(checked(key))).map(b -> new Stored(key, b.length));
    }

    @Override
    public InputStream open(String key) {
      byte[] found = objects.get(checked(key));
      if (found == null) {
        throw Failure.of("R720", "`" + key + "` is not there");
      }
      return new ByteArrayInputStream(found);
    }

    @Override
    public Optional<Path> local(String key) {
      byte[] found = objects.get(checked(key));
      if (files == null || found == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.write(files.resolve(key.replace('/', '_')), found));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<Space> space() {
      return Optional.empty();
    }

    @Override
    public void put(String key, Path file) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        if (objects.putIfAbsent(checked(key), bytes) != null) {
          throw Failure.of("R721", "`" + key + "` exists");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void replace(String key, byte[] content) {
      objects.put(checked(key), content.clone());
    }

    @Override
    public void delete(String key) {
      objects.remove(checked(key));
    }

    @Override
    public void link(String link, String key) {
      byte[] there = objects.get(checked(link));
      if (there != null && !new String(there, StandardCharsets.UTF_8).startsWith("-> ")) {
        throw Failure.of("R722", "`" + link + "` is not a link");
      }
      replace(link, ("-> " + key).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String checked(String key) {
    for (String segment : key.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw Failure.of("R723", "`" + key + "` is not a key");
      }
    }
    return key;
  }
}
