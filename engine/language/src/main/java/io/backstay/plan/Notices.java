package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says to people: read strictly, so that a misspelt contact is not lost.
 *
 * @param description in one line
 * @param owner who to ask
 * @param labels words to find it by
 * @param requires the oldest backstay that can read it
 * @param notCovered honest scope
 */
@Doc("What a file says to people.")
record Notices(
    @Doc(value = "What the plan is about, in one line.", example = "Database and uploads")
        @Nullable String description,
    @Doc(value = "Who to ask, and where to read on.", example = "{team: platform}")
        @Nullable Owner owner,
    @Doc(
            value =
                "Words to find it by, such as the business function it serves and how critical that"
                    + " is; the evidence of its drills has them.",
            example = "{function: billing, criticality: high}")
        @Default("{}")
        Map<String, String> labels,
    @Doc(value = "The oldest backstay that can read it.", example = "{backstay: '>=0.1'}")
        @Nullable Requires requires,
    @Doc(
            value = "What this plan does not protect, and what does; printed in every preview.",
            example = "[{what: source code, by: the git server}]")
        @Default("[]")
        List<NotCovered> notCovered) {
  static final Notices NONE = new Notices(null, null, Map.of(), null, List.of());

  /**
   * The oldest backstay that can read it.
   *
   * @param backstay such as {@code >=1.3}
   */
  @Doc("The oldest backstay that can read it.")
  record Requires(@Doc(value = "Such as '>=1.3'.", example = "'>=0.1'") String backstay) {}

  /**
   * Something a plan does not protect.
   *
   * @param what what
   * @param by what does protect it
   */
  @Doc("Something this plan does not protect.")
  record NotCovered(
      @Doc(value = "What is not protected.", example = "source code") String what,
      @Doc(value = "What does protect it.", example = "the git server") @Nullable String by) {
    String line() {
      return by == null ? what : what + " (" + by + ")";
    }
  }
}
