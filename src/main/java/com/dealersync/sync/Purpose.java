package com.dealersync.sync;

import java.util.List;

/** Which dealers of a load a run is for. */
public sealed interface Purpose {

  /** Every dealer that has not confirmed. */
  record Everybody() implements Purpose {}

  /** Every dealer, and only if the load has had no run at all. */
  record FirstRun() implements Purpose {}

  /**
   * The dealers whose failure may have passed since another run.
   *
   * @param after the run that the round follows, in which it is planned
   */
  record Round(long after) implements Purpose {}

  /**
   * These dealers, also if they have confirmed.
   *
   * @param bacs no two equal
   */
  record Resend(List<String> bacs) implements Purpose {}
}
