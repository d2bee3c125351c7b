package io.backstay.app;

import io.backstay.plan.Layout;
import io.backstay.plan.PlanReader;
import io.backstay.plan.ProblemData;
import io.backstay.plan.ProblemText;
import io.backstay.run.ForeignFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class FmtVerb extends Verb {
  private List<Path> paths = new ArrayList<>();
  private boolean check;
  private boolean diff;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Lay out plan files as all are; what they say and their comments stay.");
    syntax.all("path", Path.class, "Files; default: all plans here.", values -> paths = values);
    syntax.flag(
        "--check",
        "Change nothing; list the files to change, and exit 10.",
        given -> check = given);
    syntax.flag("--diff", "Change nothing; show what would change.", given -> diff = given);
  }

  @Override
  ExitCode run(Session session) {
    List<Path> files = paths.isEmpty() ? new PlanFiles(session.directory(), root.dir).all() : paths;
    if (files.isEmpty()) {
      throw new Stop(ExitCode.INVALID, "no plan files here", "give paths, or --dir");
    }
    PlanReader names = new PlanReader(session.catalog(), Version.NUMBER);
    Layout layout = new Layout(session.catalog());
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      String name = names.called(file);
      switch (layout.of(file, name)) {
        case Layout.Out out -> lay(session, file, name, out, found);
        case Layout.Refused refused -> refuse(session, name, refused, found);
        case Layout.Unproven ignored -> leave(session, name, found);
      }
    }
    tell(session, files.size(), found);
    return verdict(found);
  }

  /**
   * What came of the files.
   *
   * @param changed names of those that were changed, or would be
   * @param problems of those that cannot be read
   * @param left names of those that stayed for want of proof
   */
  private record Found(List<String> changed, List<Object> problems, List<String> left) {}

  private void lay(Session session, Path file, String name, Layout.Out out, Found found) {
    if (out.before().equals(out.after())) {
      return;
    }
    found.changed.add(name);
    if (diff && !session.json()) {
      session.say(LineDiff.of(name, out.before(), out.after()));
    }
    if (!check && !diff) {
      write(file, out.after());
    }
  }

  /** A link stays one; the file it leads to is changed. */
  private static void write(Path file, String text) {
    try {
      ForeignFile.replace(file.toRealPath(), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Stop(
          ExitCode.FAILED, "`" + file + "` cannot be written: " + e, "it is as it was before");
    }
  }

  private static void refuse(Session session, String name, Layout.Refused refused, Found found) {
    found.problems.addAll(ProblemData.of(refused.problems()));
    session.note(
        new ProblemText(refused.excerpts(), session.console().color()).of(refused.problems()));
    session.note(name + " is left as it is");
  }

  private static void leave(Session session, String name, Found found) {
    found.left.add(name);
    session.note(
        "error: "
            + name
            + " is left as it is: laid out, it would not say the same\n"
            + "  help: this is a mistake of backstay; please report it with the file");
  }

  private void tell(Session session, int files, Found found) {
    boolean writes = !check && !diff;
    if (session.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("files", files);
      document.put(writes ? "changed" : "would-change", found.changed);
      document.put("left", found.left);
      document.put("problems", found.problems);
      session.print(document);
      return;
    }
    if (!diff) {
      found.changed.forEach(name -> session.say((writes ? "changed " : "would change ") + name));
    }
    if (found.changed.isEmpty() && found.problems.isEmpty() && found.left.isEmpty()) {
      session.say(files + (files == 1 ? " file is" : " files are") + " laid out already");
    }
  }

  private ExitCode verdict(Found found) {
    if (!found.problems.isEmpty()) {
      return ExitCode.INVALID;
    }
    if (!found.left.isEmpty()) {
      return ExitCode.FAILED;
    }
    return check && !found.changed.isEmpty() ? ExitCode.FOUND : ExitCode.OK;
  }
}
