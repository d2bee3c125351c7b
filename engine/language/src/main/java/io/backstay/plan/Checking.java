package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import io.backstay.expr.Scope;

/**
 * What a part of a plan is checked against.
 *
 * @param ground what it is read with
 * @param declared what steps can name
 * @param scope the names that expressions can use at this place
 * @param problems where what is wrong goes
 */
record Checking(Ground ground, Names declared, Scope scope, Problems problems) {

  /** The same at a place where other names can be used. */
  Checking in(Scope other) {
    return new Checking(ground, declared, other, problems);
  }

  /** The same, with what is wrong going elsewhere. */
  Checking with(Problems others) {
    return new Checking(ground, declared, scope, others);
  }

  Catalog catalog() {
    return ground.catalog();
  }

  ScalarReader scalars() {
    return ground.scalars();
  }

  void add(Problem problem) {
    problems.add(problem);
  }
}
