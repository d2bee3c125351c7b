package io.backstay.survey;

import io.backstay.expr.Human;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.run.Claim;
import io.backstay.run.InPlace;
import io.backstay.run.Needs;
import io.backstay.set.KnownSet;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding.Status;
import io.backstay.spi.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether there is room for what a restore puts beside what is live. */
record Grounds(Program program, Look look) {
  private static final String ID = "space";

  /** One line for each thing that is restored; those that cannot be looked at say so. */
  List<Preview.Look> looks(KnownSet set) {
    List<Claim> claims;
    try {
      claims = new InPlace(program, set.manifest()).claims(look);
    } catch (Failure e) {
      return List.of(line(Status.UNCHECKED, "room for what is restored: unknown, " + e.message()));
    }
    Needs needs = new Needs();
    List<Preview.Look> looks = new ArrayList<>();
    for (Claim claim : claims) {
      if (claim.known()) {
        needs.add(claim.ground().orElseThrow(), claim.bytes().orElseThrow());
      }
      looks.add(claim.known() ? known(claim) : unknown(claim));
    }
    List<String> shortages = needs.shortages();
    return shortages.isEmpty()
        ? looks
        : shortages.stream().map(why -> line(Status.FAIL, why)).toList();
  }

  private static Preview.Look known(Claim claim) {
    String size = Human.size(claim.bytes().orElseThrow());
    String where = claim.ground().orElseThrow().says();
    return line(Status.OK, "room for about %s of %s in %s".formatted(size, claim.on(), where));
  }

  private static Preview.Look unknown(Claim claim) {
    return line(
        Status.UNCHECKED, "room for %s: unknown, %s".formatted(claim.on(), claim.unknown()));
  }

  private static Preview.Look line(Status status, String summary) {
    return new Preview.Look(ID, status, summary, null, Map.of());
  }
}
