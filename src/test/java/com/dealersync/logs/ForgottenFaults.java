package com.dealersync.logs;

/** Lets a test begin as if no fault had been met before it, although it shares the context. */
public class ForgottenFaults {

  private ForgottenFaults() {}

  /** A fault is forgotten when it was not met between two sums. */
  public static void forget(RepeatedFaults faults) {
    faults.sum();
    faults.sum();
  }
}
