package io.backstay.run;

import io.backstay.run.RunRecord.Debt;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Tools;
import java.util.List;
import java.util.Map;

/**
 * Earlier runs of this host, as something a run can address: a restore among them is taken back by
 * paying the debts that were forgiven when it ended well.
 *
 * @param history where they are written down
 * @param resources what they addressed
 */
record PastRuns(RunHistory history, Map<Ref, Resource> resources) implements Resource {
  @Override
  public Ref ref() {
    return Ref.PAST;
  }

  @Override
  public String says() {
    return "earlier runs";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  /** Whether there is a way back, answered as the name of the run. */
  @Override
  public Facts observe(Request request, Look look) {
    String run = ((TakeBack) request).run();
    new WayBack(history, look.clock().instant()).require(run);
    return Facts.of(TakeBack.RUN, run);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    takeBack(((TakeBack) request).run(), tools);
    return Facts.NONE;
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    takeBack(facts.text(TakeBack.RUN).orElseThrow(), tools);
  }

  /** Newest first, as a failure would have done it; what is taken back already stays so. */
  private void takeBack(String run, Tools tools) {
    RunRecord restore = history.find(run).orElseThrow();
    for (Debt debt : WayBack.forgiven(restore)) {
      Ref on = debt.taken().on();
      Resource resource = resources.get(on);
      if (resource == null) {
        throw Failure.of("R154", "the plan declares no `" + on + "` any more");
      }
      tools.log("taking back: " + on);
      resource.pay(
          debt.taken().action(),
          debt.taken().facts(),
          new PastTools(tools, restore.started().run()));
    }
  }
}
