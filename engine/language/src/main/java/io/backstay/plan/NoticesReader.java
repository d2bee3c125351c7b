package io.backstay.plan;

import io.backstay.expr.Value;
import java.util.List;

/** Reads what a file says to people. */
final class NoticesReader {
  private NoticesReader() {}

  static Notices read(Node.Fields content, Checking checking) {
    List<String> keys = Shape.of(Notices.class).keys();
    Node.Fields said =
        new Node.Fields(
            content.fields().stream().filter(field -> keys.contains(field.name())).toList(),
            content.position());
    RecordForm form = new RecordForm(Notices.class);
    int before = checking.problems().count();
    form.check(said, Use.required("plan"), checking);
    Object bound =
        checking.problems().count() > before
            ? null
            : form.bind(
                said,
                Use.required("plan"),
                new Binding(checking.ground(), name -> new Value.Absent()));
    return bound instanceof Notices notices ? notices : Notices.NONE;
  }
}
