package com.dealersync.sync;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a run: the decisions on which the guarantees rest, as pure functions. The
 * service asks them under the lock of the run's row; a test asks them in every order of events that
 * two requests, their attempts, the watchdog and a failing environment can produce.
 */
final class RunProtocol {

  /** The longest time from a request's lock to its row: the database may take 5 s to answer. */
  private static final Duration REQUEST_AT_MOST = Duration.ofSeconds(30);

  private RunProtocol() {}

  /** What a request that has the lock does with the only active row of its process type. */
  enum Registering {
    /** There is none: insert ours, and let the unique rule refuse it if somebody was faster. */
    INSERT,
    /** It is dead: close it and insert ours, in one transaction. */
    REPLACE,
    /** It is alive, whatever Redis says. */
    OCCUPIED
  }

  static Registering registering(Optional<RunState> active, Duration ttl) {
    if (active.isEmpty()) {
      return Registering.INSERT;
    }
    return active.get().isAlive(ttl) ? Registering.OCCUPIED : Registering.REPLACE;
  }

  /**
   * Whether nobody will come back for a key: the run of its holder has ended, or the request that
   * took it died before it had made one.
   *
   * @param holdersRun empty if there is no such run
   * @param attempt the holder's; 0 is a request
   * @param age since the key was written
   */
  static boolean leftBehind(Optional<RunStatus> holdersRun, int attempt, Duration age) {
    return holdersRun
        .map(run -> !run.isActive())
        .orElse(attempt == 0 && age.compareTo(REQUEST_AT_MOST) > 0);
  }

  /**
   * Whether a newer load has taken a load's place. An equal date replaces nothing, nor does one
   * that is not known.
   *
   * @param current false only if whoever makes loads says so
   * @param loaded the load's date
   * @param newestSent the latest date of a load of its process type that was sent to anybody
   */
  static boolean isReplaced(
      boolean current, @Nullable LocalDateTime loaded, @Nullable LocalDateTime newestSent) {
    return !current || (loaded != null && newestSent != null && loaded.isBefore(newestSent));
  }

  /** What a request finds of the load that it names, before it looks for the lock. */
  enum Checking {
    PASSED,
    SYNCHRONISED,
    REPLACED
  }

  /**
   * Serves to refuse early. It proves nothing, because what it saw may change before the run
   * begins.
   */
  static Checking checking(boolean synchronised, boolean replaced) {
    if (synchronised) {
      return Checking.SYNCHRONISED;
    }
    return replaced ? Checking.REPLACED : Checking.PASSED;
  }

  /**
   * Whether a run may send, asked behind its fence before anything of it is ready, and again once
   * the catalog was read. A run at work goes on to its end.
   *
   * @param prepared whether the run has made its dealers ready already
   * @param replaced whether a newer load has taken its load's place
   */
  static boolean mayPrepare(boolean prepared, boolean replaced) {
    return prepared || !replaced;
  }

  /** What a run sends. */
  enum Sealing {
    /** What was sealed. */
    READ,
    /** What the catalog holds now, once it is sealed. */
    SEAL
  }

  /**
   * A content that was sent to anybody is sent from then on. A content that nobody has got may
   * still change with the catalog, but not in the middle of a run.
   *
   * @param prepared whether the run has made its dealers ready already
   * @param sealed whether the load has a content that can be read
   * @param sent whether anything of the load was, perhaps, sent to anybody
   */
  static Sealing sealing(boolean prepared, boolean sealed, boolean sent) {
    return sealed && (prepared || sent) ? Sealing.READ : Sealing.SEAL;
  }

  /**
   * Whether those after the pilot are not served.
   *
   * @param tried dealers of the pilot
   * @param rejected those of them that answered without a confirmation
   */
  static boolean pilotFails(int tried, int rejected) {
    return 2 * rejected > tried;
  }

  /** Whether a job may take the run up; a run that has ended only has its lock released. */
  static boolean mayClaim(RunStatus status) {
    return status.isActive();
  }

  /**
   * The number of a claim's attempt. It is higher than all before it, so that the fence refuses
   * those.
   */
  static int claiming(int attempt) {
    return attempt + 1;
  }

  /**
   * The fence: whether an attempt may write.
   *
   * @param newest the newest attempt that claimed the run
   */
  static boolean mayWrite(RunStatus status, int newest, int attempt) {
    return status == RunStatus.RUNNING && attempt == newest;
  }

  /**
   * Whether to close the run of a hand-over that failed. Its job may have been queued and have
   * begun nevertheless.
   */
  static boolean mayAbandon(RunStatus status) {
    return status == RunStatus.PENDING;
  }

  /**
   * How long an attempt takes itself for the owner after its row proved it, counted from before the
   * question. This ends before the row looks dead to others, who count the TTL from the answer.
   */
  static Duration lease(Duration ttl) {
    return ttl.multipliedBy(9).dividedBy(10);
  }

  /**
   * How long an attempt repeats a step that the database refuses although it answers others: 30 s
   * by default.
   */
  static Duration patience(Duration ttl) {
    return ttl.dividedBy(20);
  }

  /** How a heartbeat's question to the row was answered. */
  enum Proof {
    STAMPED,
    FENCED_OUT,
    SILENT
  }

  /** What a heartbeat does with the key. */
  enum KeyCare {
    /** Renew it, or take it again if it is gone; no answer of Redis ever stops the run. */
    HOLD,
    RELEASE,
    LEAVE
  }

  /** The row decides, the key follows. */
  static KeyCare keyAfter(Proof proof) {
    return switch (proof) {
      case STAMPED -> KeyCare.HOLD;
      case FENCED_OUT -> KeyCare.RELEASE;
      case SILENT -> KeyCare.LEAVE;
    };
  }

  /** What an attempt knows of its claim without asking. */
  enum Standing {
    OWNER,
    /** Somebody else owns the run, or ended it: stop for good. */
    FENCED_OUT,
    /** The database was silent too long to know: stop, and let another attempt find out. */
    LAPSED
  }

  /**
   * @param sinceProof since just before the row last proved the claim, by the local monotonic clock
   */
  static Standing standing(boolean fencedOut, Duration sinceProof, Duration ttl) {
    if (fencedOut) {
      return Standing.FENCED_OUT;
    }
    return sinceProof.compareTo(lease(ttl)) < 0 ? Standing.OWNER : Standing.LAPSED;
  }

  /** The result of a request to cancel a run. */
  enum Cancelling {
    /** Nobody works on it. */
    END,
    /** An attempt may be at work: ask it to stop, so that it records what is in flight. */
    ASK,
    TOO_LATE
  }

  static Cancelling cancelling(RunStatus status) {
    return switch (status) {
      case PENDING -> Cancelling.END;
      case RUNNING -> Cancelling.ASK;
      case COMPLETED, FAILED, CANCELLED -> Cancelling.TOO_LATE;
    };
  }

  /**
   * Whether an attempt may send. Its lease, which lasts for minutes, protects only the run's row.
   * Job servers give the job of a silent node to another one after 20 s at the earliest, and the
   * node's last sign of life may be 5 s old when it falls silent. If both attempts sent, dealers
   * would receive twice.
   *
   * @param sinceSeen since just before the row was last seen to be the attempt's own
   */
  static boolean maySend(Duration sinceSeen) {
    return sinceSeen.compareTo(Duration.ofSeconds(10)) < 0;
  }

  /**
   * How long after the end of a run its next round begins; null if none follows.
   *
   * @param round the number of the round that the run is; 0 if a person started it
   * @param waits before the first round, the second and so on
   */
  static @Nullable Duration waitForRound(int round, List<Duration> waits) {
    return round < waits.size() ? waits.get(round) : null;
  }

  /**
   * Whether a round may start, asked under the lock of the row that plans it, in the transaction
   * that registers it.
   *
   * @param planned whether the plan is still there: whoever starts a run of the load takes it away
   * @param due by the database's clock; a job server's may have jumped
   */
  static boolean mayStartRound(boolean planned, boolean due) {
    return planned && due;
  }

  /** What the watchdog does with a planned round. */
  enum WatchingRound {
    LEAVE,
    /** Its job was never made, or was lost. */
    SCHEDULE,
    /** It is due, and no job will start it. */
    ENQUEUE
  }

  /**
   * @param over whether its job has ended without starting it, as when the process type was busy
   */
  static WatchingRound watchingRound(boolean due, boolean hasJob, boolean over) {
    if (due) {
      return hasJob && !over ? WatchingRound.LEAVE : WatchingRound.ENQUEUE;
    }
    return hasJob ? WatchingRound.LEAVE : WatchingRound.SCHEDULE;
  }

  /** What the watchdog does with a run. */
  enum Watching {
    LEAVE,
    /** It is at work for long. */
    WARN,
    /** Its job was never queued, or was lost. */
    ENQUEUE,
    /** It is dead, and no job will go on with it. */
    FAIL
  }

  /**
   * Ask again under the lock of the run's row before it is closed: an attempt may have claimed it.
   *
   * @param jobWillRun whether JobRunr runs its job, or will
   * @param age since the run was accepted
   */
  static Watching watching(
      RunState run, boolean jobWillRun, Duration age, Duration ttl, Duration warnAfter) {
    boolean forsaken =
        switch (run.status()) {
          case PENDING -> !jobWillRun;
          case RUNNING -> !jobWillRun && !run.isAlive(ttl);
          case COMPLETED, FAILED, CANCELLED -> false;
        };
    if (forsaken) {
      return run.status() == RunStatus.PENDING ? Watching.ENQUEUE : Watching.FAIL;
    }
    return run.status().isActive() && age.compareTo(warnAfter) > 0 ? Watching.WARN : Watching.LEAVE;
  }
}
