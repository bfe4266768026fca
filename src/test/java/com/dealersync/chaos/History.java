package com.dealersync.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as those saw it whom the guarantees are given to. All times are of one machine's
 * clock.
 *
 * @param answers in the order of the answers
 * @param arrivals in the order of arrival
 * @param changes in the order of their commits
 * @param locks the lock keys that are left
 * @param redis what each Redis executed, one list for each start of it
 * @param followUp how the loads went on by themselves
 */
record History(
    List<Answer> answers,
    List<Arrival> arrivals,
    List<Change> changes,
    List<Pause> pauses,
    List<Load> loads,
    List<Run> runs,
    List<Dealer> dealers,
    List<Confirmation> confirmations,
    List<Lock> locks,
    List<List<String>> redis,
    FollowUp followUp) {

  /**
   * A POST.
   *
   * @param status 0 if there was no answer
   * @param runId of a 202
   * @param mustBeAccepted nothing is broken, and every run of the process type has ended
   */
  record Answer(
      Instant sent,
      Instant answered,
      String node,
      String processType,
      String idCarga,
      int status,
      @Nullable Long runId,
      String body,
      boolean mustBeAccepted) {

    Duration took() {
      return Duration.between(sent, answered);
    }
  }

  /** What a dealer did with a request. */
  enum Reply {
    CONFIRMED,
    REFUSED,
    /** It closed the connection, or never answered. */
    NONE
  }

  /**
   * A request at a dealer.
   *
   * @param answered when the last byte of the reply was written; null if none was
   * @param bacs whom it is for
   * @param fanOut the trace that all requests of an attempt share
   * @param digest of the body
   */
  record Arrival(
      Instant at,
      @Nullable Instant answered,
      String url,
      Set<String> bacs,
      String webhookId,
      String fanOut,
      String digest,
      Reply reply,
      @Nullable String token) {

    Arrival withDigest(String other) {
      return new Arrival(at, answered, url, bacs, webhookId, fanOut, other, reply, token);
    }
  }

  enum Table {
    RUN,
    DEALER,
    CONFIRMATION
  }

  /**
   * A committed change of a row.
   *
   * @param at of the commit
   * @param node whose connection it was: the node's name and how often it was started
   * @param before a run's or a dealer's state; null for an insert
   * @param attempt a run's, after the change
   * @param content whether anything but a heartbeat changed
   */
  record Change(
      Instant at,
      long transaction,
      String node,
      Table table,
      long key,
      long loadId,
      @Nullable String before,
      @Nullable String after,
      int attempt,
      boolean content) {}

  /** A node stood still. */
  record Pause(String node, Instant from, Instant to) {}

  record Load(
      long id,
      String processType,
      String idCarga,
      @Nullable String status,
      int total,
      int confirmed) {}

  record Run(
      long id,
      String processType,
      long loadId,
      String processId,
      String status,
      int attempt,
      @Nullable String result,
      int webhooks,
      int webhooksProcessed,
      int webhooksFailed,
      @Nullable Integer dealers,
      int dealersConfirmed,
      int dealersFailed,
      int dealersNotSent,
      @Nullable String error) {

    private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELLED");

    boolean isFinal() {
      return isFinal(status);
    }

    static boolean isFinal(@Nullable String status) {
      return status != null && FINAL.contains(status);
    }
  }

  record Dealer(
      long id,
      long loadId,
      String bac,
      @Nullable String url,
      @Nullable String state,
      @Nullable String error) {}

  record Confirmation(long loadId, String bac, String token) {}

  record Lock(String processType, String holder) {}

  /**
   * How loads went on by themselves.
   *
   * @param most how many rounds follow at most; 0 if none could begin while anybody looked
   * @param rounds of all runs that were for a whole load, in the order of the runs
   * @param passing dealers whose failure may pass
   * @param resent dealers whom somebody sent a load again, by the keys of their rows
   * @param told what people were told, once for each notice
   */
  record FollowUp(
      int most, List<Turn> rounds, Set<Long> passing, Set<Long> resent, List<String> told) {

    static final FollowUp NONE = new FollowUp(0, List.of(), Set.of(), Set.of(), List.of());
  }

  /**
   * A run as a round.
   *
   * @param round its number; 0 if a person started it
   * @param planned whether another one is planned after it
   */
  record Turn(long run, long loadId, int round, boolean planned) {}
}
