package io.backstay.testing;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as others read it, for what is written for them. */
public final class StrictYaml {
  private StrictYaml() {}

  /** One document, a map; keys that come twice and tags of any kind are refused. */
  public static Map<?, ?> map(String text) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Map<?, ?> map = new Yaml(new SafeConstructor(strict)).load(text);
    return map;
  }
}
