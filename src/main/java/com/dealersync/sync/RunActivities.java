package com.dealersync.sync;

import static com.dealersync.catalog.Parameters.text;

import com.dealersync.sync.ActivityReport.Stored;
import com.dealersync.sync.RunActivity.Wait;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets people on every node see what a run at work is doing: its node writes it to the run's row
 * each few seconds, while it owns the run. A row that is not written any more tells that the node
 * is dead, frozen or cut off, long before its heartbeat is missed.
 */
@Component
public class RunActivities {

  private static final Logger log = LoggerFactory.getLogger(RunActivities.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final long SLOW_MILLIS = 10_000;
  private static final Duration READ_CLOCK_EVERY = Duration.ofSeconds(10);
  private static final Duration READ_PAUSES_EVERY = Duration.ofSeconds(2);

  private final JdbcClient sql;
  private final DatabaseClock clock;
  private final Pauses pauses;
  private final JobServers nodes;
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable DatabaseTime lastRead;
  private InstantSource goingOn = InstantSource.system();
  private @Nullable SeenPauses lastSeen;

  RunActivities(JdbcClient sql, DatabaseClock clock, Pauses pauses, JobServers nodes) {
    this.sql = sql;
    this.clock = clock;
    this.pauses = pauses;
    this.nodes = nodes;
  }

  /** Writes what the attempt reports until its heartbeat ends. */
  ActivityReport begin(Claim claim, Heartbeat heartbeat) {
    ActivityReport report = new ActivityReport(System::nanoTime);
    @Nullable String node = nodes.thisNode();
    write(claim, node, report);
    new Heartbeats.Pacer(heartbeat, () -> write(claim, node, report), () -> WRITE_EVERY).next();
    return report;
  }

  /** One statement that is its own fence: it finds no row once the attempt has lost its run. */
  private void write(Claim claim, @Nullable String node, ActivityReport report) {
    try {
      sql.sql(
              """
              update CO_EVENTOSCARGASINCCONTROL
                 set COES_NODO = ?, COES_SENAL = current_timestamp, COES_ACTIVIDAD = ?
               where COES_SINCCONTROLID = ? and COES_INTENTO = ? and COES_STATUS = 'RUNNING'""")
          .params(text(node), json.writeValueAsString(report.now()), claim.runId(), claim.attempt())
          .update();
    } catch (JsonProcessingException | RuntimeException e) {
      // People then see that there was no sign; the run itself does not depend on it.
      log.debug("What run {} is doing could not be written", claim.runId(), e);
    }
  }

  /** Empty if the run is not at work. It may be asked for each of a thousand streams of events. */
  public Optional<RunActivity> of(RunView run) {
    RunSignal signal = run.signal();
    return signal == null || signal.at() == null || run.status() != RunStatus.RUNNING
        ? Optional.empty()
        : Optional.of(of(run, signal, signal.at(), now()));
  }

  /** The database's time, which is asked for once in a while and goes on by this node's timer. */
  private synchronized DatabaseTime now() {
    DatabaseTime read = lastRead;
    if (read == null
        || Duration.between(read.instant(), goingOn.instant()).compareTo(READ_CLOCK_EVERY) > 0) {
      read = clock.now();
      goingOn = read.goingOn();
      lastRead = read;
    }
    return new DatabaseTime(goingOn.instant(), read.zone());
  }

  private record SeenPauses(Map<String, Pause> byProcessType, long nanoTime) {}

  /** Read once in a while for all streams. */
  private synchronized @Nullable Pause pause(String processType) {
    SeenPauses seen = lastSeen;
    if (seen == null || System.nanoTime() - seen.nanoTime() > READ_PAUSES_EVERY.toNanos()) {
      seen = new SeenPauses(pauses.all(), System.nanoTime());
      lastSeen = seen;
    }
    return seen.byProcessType().get(processType);
  }

  private RunActivity of(RunView run, RunSignal signal, Instant at, DatabaseTime now) {
    Stored stored = read(signal.activity());
    Pause pause = pause(run.processType());
    Duration silence = Duration.between(at, now.instant());
    LocalDateTime seen = local(at, now);
    return new RunActivity(
        waitsFor(stored, silence, pause != null),
        pause,
        signal.node() == null ? "" : signal.node(),
        seen,
        silence.isNegative() ? Duration.ZERO : silence,
        stored.inFlight(),
        stored.retries(),
        stored.nextMillis() == null ? null : later(seen, stored.nextMillis()),
        stored.perSecond(),
        end(run, stored, seen),
        stored.circuits(),
        stored.held().stream()
            .map(
                held ->
                    new RunActivity.Held(
                        held.host(), held.waiting(), later(seen, held.probeMillis())))
            .toList());
  }

  static @Nullable Wait waitsFor(Stored stored, Duration silence, boolean paused) {
    if (silence.compareTo(SILENCE) > 0) {
      return Wait.SIN_SENAL;
    }
    if (paused) {
      return Wait.PAUSA;
    }
    if (stored.ownNetworkDown()) {
      return Wait.RED_PROPIA;
    }
    if (stored.quietMillis() < SLOW_MILLIS) {
      return null;
    }
    if (stored.inFlight() > 0) {
      return Wait.DEALERS_LENTOS;
    }
    return stored.retries() + stored.circuits() > 0 ? Wait.REINTENTOS : null;
  }

  private static @Nullable LocalDateTime end(RunView run, Stored stored, LocalDateTime seen) {
    Integer total = run.webhooks().total();
    Integer processed = run.webhooks().processed();
    if (total == null || processed == null || stored.perSecond() <= 0) {
      return null;
    }
    return seen.plusSeconds(Math.round((total - processed) / stored.perSecond()));
  }

  private Stored read(@Nullable String activity) {
    try {
      return json.readValue(activity == null ? "{}" : activity, Stored.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("COES_ACTIVIDAD is not what this service writes", e);
    }
  }

  private static LocalDateTime local(Instant at, DatabaseTime now) {
    return LocalDateTime.ofInstant(at, now.zone()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static LocalDateTime later(LocalDateTime seen, long millis) {
    return seen.plusSeconds(Math.ceilDiv(millis, 1_000));
  }
}
