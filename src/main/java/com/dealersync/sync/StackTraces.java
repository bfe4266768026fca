package com.dealersync.sync;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces as text, for a run's error details. */
final class StackTraces {

  private StackTraces() {}

  static String of(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
