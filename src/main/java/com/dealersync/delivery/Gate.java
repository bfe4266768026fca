package com.dealersync.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands before one origin for all runs of this node: the limit on what is in flight there,
 * and its breaker. A place that becomes free goes to whoever has waited longest for it, so that no
 * run keeps another out. Thread-safe; never calls back while it waits for anything.
 */
final class Gate {
  private final int limit;
  private final Supplier<OriginBreaker> newBreaker;
  private final List<Visit> visits = new ArrayList<>(1);
  private final Deque<Visit> queue = new ArrayDeque<>(2);
  private @Nullable OriginBreaker breaker;
  private @Nullable Visit prober;
  private int taken;

  /** What comes of asking to be let through. */
  enum Answer {
    GO,
    GO_AS_PROBE,
    WAIT_FOR_PLACE,
    WAIT_FOR_BREAKER
  }

  /** What an attempt says about the origin. */
  enum Verdict {
    WELL,
    UNWELL,
    NOTHING;

    static Verdict of(AttemptResult result) {
      return switch (result) {
        case AttemptResult.Failed failed when failed.kind().countsAgainstOrigin() -> UNWELL;
        case AttemptResult.Failed failed when failed.kind().isOurs() -> NOTHING;
        default -> WELL;
      };
    }
  }

  /** One run at the gate. Its methods may be called by the run's thread only. */
  final class Visit {
    private final Runnable wake;
    private int inside;
    private boolean queued;
    private boolean offered;
    private boolean barred;
    private boolean woken;

    private Visit(Runnable wake) {
      this.wake = wake;
    }

    /**
     * Asks for a place and, unless it is unguarded, for the breaker's leave. Who has to wait is
     * woken when it is worth asking again; only an open breaker wakes nobody when its time comes.
     */
    Answer ask(boolean unguarded) {
      synchronized (Gate.this) {
        // Before it asks for a place: one that is then of no use would go round among those that
        // wait.
        barred = !unguarded && isBarredNow();
        if (barred) {
          decline();
          return Answer.WAIT_FOR_BREAKER;
        }
        if (!offered && taken >= limit) {
          if (!queued) {
            queued = true;
            queue.add(this);
          }
          return Answer.WAIT_FOR_PLACE;
        }
        taken += offered ? 0 : 1;
        offered = false;
        inside++;
        if (!unguarded && breaker != null && breaker.acquire()) {
          prober = this;
          return Answer.GO_AS_PROBE;
        }
        return Answer.GO;
      }
    }

    /**
     * One of its sends has ended.
     *
     * @param unguarded whether the breaker was not asked; only a success then counts
     */
    void ended(Verdict verdict, boolean probe, boolean unguarded) {
      synchronized (Gate.this) {
        inside--;
        judge(verdict, probe, unguarded);
        release();
      }
    }

    /** Whether a place is kept for it. */
    boolean isOffered() {
      synchronized (Gate.this) {
        return offered;
      }
    }

    /** It does not need the place that is kept for it. */
    void decline() {
      synchronized (Gate.this) {
        if (offered) {
          offered = false;
          release();
        }
      }
    }

    /** It has noticed that it was woken. */
    void isAwake() {
      synchronized (Gate.this) {
        woken = false;
      }
    }

    /** Whether another run will wake it, or has done so already. */
    boolean waitsForAnother() {
      synchronized (Gate.this) {
        return woken || (queued && taken > inside) || (barred && prober != null && prober != this);
      }
    }

    /** Whether the breaker is open, so that only time helps. */
    boolean isOpen() {
      synchronized (Gate.this) {
        return breaker != null && breaker.isOpen();
      }
    }

    /** When the breaker was opened last. */
    long openedAt() {
      synchronized (Gate.this) {
        return breaker == null ? 0 : breaker.openedAt();
      }
    }

    /** When the open breaker lets a probe through. */
    long probeAt() {
      synchronized (Gate.this) {
        return breaker == null ? 0 : breaker.probeAt();
      }
    }

    /** From now on the origin is as good as one that has never failed. */
    void forgetFailures() {
      synchronized (Gate.this) {
        dropBreaker();
      }
    }

    /**
     * The run needs the origin no more. What it had there is free.
     *
     * @return whether nobody is left
     */
    boolean leave() {
      synchronized (Gate.this) {
        visits.remove(this);
        queue.remove(this);
        if (prober == this && breaker != null) {
          breaker.neither();
          prober = null;
          wakeBarred();
        }
        decline();
        for (; inside > 0; inside--) {
          release();
        }
        if (visits.isEmpty()) {
          dropBreaker();
        }
        return visits.isEmpty();
      }
    }

    private void wakeUp() {
      woken = true;
      wake.run();
    }
  }

  /**
   * @param limit how many may be in flight at once
   * @param newBreaker makes its breaker, once there is a failure to count
   */
  Gate(int limit, Supplier<OriginBreaker> newBreaker) {
    this.limit = limit;
    this.newBreaker = newBreaker;
  }

  /**
   * @param wake called from any thread, at once and briefly
   */
  synchronized Visit visit(Runnable wake) {
    Visit visit = new Visit(wake);
    visits.add(visit);
    return visit;
  }

  private boolean isBarredNow() {
    return breaker != null && (breaker.isResting() || (breaker.isHalfOpen() && prober != null));
  }

  private void judge(Verdict verdict, boolean probe, boolean unguarded) {
    if (unguarded) {
      if (verdict == Verdict.WELL) {
        dropBreaker();
      }
      return;
    }
    if (breaker == null) {
      if (verdict != Verdict.UNWELL) {
        return;
      }
      breaker = newBreaker.get();
    }
    boolean moved =
        switch (verdict) {
          case WELL -> breaker.succeeded();
          case UNWELL -> breaker.failed();
          case NOTHING -> probe && breaker.neither();
        };
    if (probe || moved) {
      prober = null;
      wakeBarred();
    }
  }

  private void dropBreaker() {
    if (breaker != null) {
      breaker.drop();
      breaker = null;
      prober = null;
      wakeBarred();
    }
  }

  private void wakeBarred() {
    for (Visit visit : visits) {
      if (visit.barred) {
        visit.barred = false;
        visit.wakeUp();
      }
    }
  }

  /** Passes a place on, so that nobody can come between. */
  private void release() {
    Visit next = queue.poll();
    if (next == null) {
      taken--;
    } else {
      next.queued = false;
      next.offered = true;
      next.wakeUp();
    }
  }
}
