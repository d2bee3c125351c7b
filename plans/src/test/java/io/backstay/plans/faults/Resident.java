package io.backstay.plans.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * A process that runs commands as the command line does, one after another, so that a thousand runs
 * do not cost a thousand starts of Java.
 */
final class Resident {
  private Resident() {}

  public static void main(String[] none) throws IOException, ReflectiveOperationException {
    DataInputStream commands = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    // The one entry that returns the exit code instead of ending the process with it.
    Method run = Class.forName("io.backstay.app.Main").getDeclaredMethod("run", String[].class);
    run.setAccessible(true);
    while (true) {
      String[] arguments;
      try {
        arguments = new String[commands.readInt()];
      } catch (EOFException e) {
        return;
      }
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = new String(commands.readNBytes(commands.readInt()), UTF_8);
      }
      answer(run, arguments, answers);
    }
  }

  private static void answer(Method run, String[] arguments, DataOutputStream answers)
      throws IOException, ReflectiveOperationException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    int exit = (int) run.invoke(null, (Object) arguments);
    answers.writeInt(exit);
    for (ByteArrayOutputStream text : new ByteArrayOutputStream[] {out, err}) {
      answers.writeInt(text.size());
      text.writeTo(answers);
    }
    answers.flush();
  }
}
