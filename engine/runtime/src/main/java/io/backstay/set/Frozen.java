package io.backstay.set;

/**
 * Why a prune deletes nothing although rules would have it.
 *
 * @param because what speaks against it
 * @param help what lifts that
 */
public record Frozen(String because, String help) {
  /** The code under which it is explained. */
  public static final String CODE = "R735";

  /** Both, in one line for people. */
  public String says() {
    return because + "; " + help;
  }
}
