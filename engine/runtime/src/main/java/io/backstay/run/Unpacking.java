package io.backstay.run;

import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Drain;
import io.backstay.spi.Tools;

/** Unpacks an archive beside the trees it is to replace. */
final class Unpacking {
  private final Run run;
  private final RunSets sets;
  private final Tools tools;
  private final Work work;

  Unpacking(Run run, RunSets sets, Tools tools, Work work) {
    this.run = run;
    this.sets = sets;
    this.tools = tools;
    this.work = work;
  }

  Facts unpack(Op.Producer from, Drain.ToTrees to) {
    throw new UnsupportedOperationException("" + run + sets + tools + work + from + to);
  }
}
