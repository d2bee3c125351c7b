package io.backstay.plan;

/**
 * What a plan is known by wherever its runs and sets are kept apart from those of others. A plan in
 * one environment is another plan than in the next: neither deletes what the other keeps.
 *
 * @param plan its name
 * @param environment where it runs; empty for none
 */
public record Identity(String plan, String environment) {
  /** No name of a plan has it. */
  private static final char AT = '@';

  /** The identity that was written as this text. */
  public static Identity of(String text) {
    int at = text.indexOf(AT);
    return at < 0
        ? new Identity(text, "")
        : new Identity(text.substring(0, at), text.substring(at + 1));
  }

  /** What somebody types after a verb to mean it. */
  public String typed() {
    return environment.isEmpty() ? plan : plan + " --env " + environment;
  }

  /** As journals and manifests have it: {@code shop}, {@code shop@prod}. */
  @Override
  public String toString() {
    return environment.isEmpty() ? plan : plan + AT + environment;
  }
}
