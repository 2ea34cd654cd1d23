package dev.snapclone.app;

import dev.snapclone.i18n.PlainText;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.io.PrintStream;

/** Prints the findings of a check line by line, and counts the problems. */
final class CheckReport {
  private final PlainText plain;
  private final PrintStream out;
  private int problems;
  private int warnings;

  CheckReport(PlainText plain, PrintStream out) {
    this.plain = plain;
    this.out = out;
  }

  void works(String part, Text what) {
    line("ok", part, what);
  }

  void warning(String part, Text what, Text mend) {
    warnings++;
    line("WARNING", part, what);
    mend(mend);
  }

  void problem(String part, Text what, Text mend) {
    problems++;
    line("PROBLEM", part, what);
    mend(mend);
  }

  int problems() {
    return problems;
  }

  void total() {
    out.println(plain.of(Text.of("check.total", Arg.number(problems), Arg.number(warnings))));
    out.flush();
  }

  private void line(String mark, String part, Text what) {
    out.printf("%-8s %-16s %s%n", mark, part, plain.of(what));
  }

  private void mend(Text mend) {
    out.printf("%-8s %-16s -> %s%n", "", "", plain.of(mend));
  }

  /** An exception in one line: its own message, or its cause's when it has none. */
  static String reason(Throwable e) {
    String message = e.getMessage();
    Throwable cause = e.getCause();
    if (message != null && !message.isBlank()) {
      return message.lines().findFirst().orElse(message);
    }
    return cause == null ? e.getClass().getSimpleName() : reason(cause);
  }
}
