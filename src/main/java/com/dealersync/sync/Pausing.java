package com.dealersync.sync;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditSubject;
import com.dealersync.audit.AuditTrail;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.ProcessTypes;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets an administrator hold a process type and let it go. While it is held no run of it starts,
 * and a run at work sends nothing new: it keeps its claim and goes on when the pause ends.
 */
@Component
public class Pausing {

  private static final Logger log = LoggerFactory.getLogger(Pausing.class);

  /** Oracle knows no later year. */
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final ProcessTypes processTypes;
  private final Pauses pauses;
  private final DatabaseClock clock;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  Pausing(
      ProcessTypes processTypes,
      Pauses pauses,
      DatabaseClock clock,
      AuditTrail audit,
      TransactionTemplate transaction) {
    this.processTypes = processTypes;
    this.pauses = pauses;
    this.clock = clock;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** The result of a request to pause. */
  public sealed interface Result {

    /** It is held, from now on or still, for this reason and until then. */
    record Paused(Pause pause) implements Result {}

    /** The end has passed already, by the database's clock. */
    record TooLate() implements Result {}

    /** The end is later than every database can store. */
    record TooFar() implements Result {}

    record UnknownProcessType() implements Result {}
  }

  /** The result of a request to resume. */
  public enum Resumption {
    RESUMED,
    WAS_NOT_PAUSED,
    UNKNOWN_PROCESS_TYPE
  }

  /**
   * Another pause of the process type is replaced.
   *
   * @param until null if somebody has to resume it
   */
  public Result pause(String processType, String reason, @Nullable Instant until, Caller caller) {
    if (processTypes.find(processType).isEmpty()) {
      return new Result.UnknownProcessType();
    }
    if (until != null && until.isAfter(LAST)) {
      return new Result.TooFar();
    }
    try {
      return paused(processType, reason, until, caller);
    } catch (DataIntegrityViolationException anotherWasFaster) {
      return paused(processType, reason, until, caller);
    }
  }

  private Result paused(String processType, String reason, @Nullable Instant until, Caller caller) {
    return Objects.requireNonNull(
        transaction.execute(
            open -> {
              Instant now = clock.now().instant();
              if (until != null && !until.isAfter(now)) {
                return new Result.TooLate();
              }
              if (!pauses.replace(processType, reason, caller.name(), until)) {
                pauses.add(processType, reason, caller.name(), until);
              }
              audit.add(caller, AuditAction.PAUSAR, subject(processType), reason);
              log.warn("⏸️ [BATCH_SYNC] {} pausó {}: {}", caller.name(), processType, reason);
              return new Result.Paused(new Pause(reason, caller.name(), now, until));
            }));
  }

  /** Lets starts pass again; a run at work goes on within seconds. */
  public Resumption resume(String processType, Caller caller) {
    if (processTypes.find(processType).isEmpty()) {
      return Resumption.UNKNOWN_PROCESS_TYPE;
    }
    return Objects.requireNonNull(
        transaction.execute(
            open -> {
              if (!pauses.remove(processType)) {
                return Resumption.WAS_NOT_PAUSED;
              }
              audit.add(caller, AuditAction.REANUDAR, subject(processType));
              log.warn("▶️ [BATCH_SYNC] {} reanudó {}", caller.name(), processType);
              return Resumption.RESUMED;
            }));
  }

  /** The pauses that hold now, by process type. */
  public Map<String, Pause> all() {
    return pauses.all();
  }

  private static AuditSubject subject(String processType) {
    return new AuditSubject(null, processType, null);
  }
}
