package io.backstay.plan;

import java.util.List;

/** What reading a plan file gave. */
public sealed interface Reading {
  /** Errors and warnings, or only warnings, in the order of the file. */
  List<Problem> problems();

  /** The files that were read, for showing the lines problems are about. */
  Excerpts excerpts();

  /**
   * It can be used.
   *
   * @param plan what it says
   * @param problems warnings, perhaps none
   * @param excerpts the files that were read
   */
  record Valid(Plan plan, List<Problem> problems, Excerpts excerpts) implements Reading {
    /** Copies the list. */
    public Valid {
      problems = List.copyOf(problems);
    }
  }

  /**
   * It is a drill that can be used.
   *
   * @param drill what it says
   * @param problems warnings, perhaps none
   * @param excerpts the files that were read
   */
  record ValidDrill(Drill drill, List<Problem> problems, Excerpts excerpts) implements Reading {
    /** Copies the list. */
    public ValidDrill {
      problems = List.copyOf(problems);
    }
  }

  /**
   * It is a library that plans can use.
   *
   * @param problems warnings, perhaps none
   * @param excerpts the files that were read
   */
  record ValidLibrary(List<Problem> problems, Excerpts excerpts) implements Reading {
    /** Copies the list. */
    public ValidLibrary {
      problems = List.copyOf(problems);
    }
  }

  /**
   * It cannot be used.
   *
   * @param problems at least one error, and warnings
   * @param excerpts the files that were read
   */
  record Invalid(List<Problem> problems, Excerpts excerpts) implements Reading {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
