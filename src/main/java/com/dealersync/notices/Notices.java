package com.dealersync.notices;

import com.dealersync.database.AfterCommit;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people are to be told. A change and its notices are committed together or not at all; they
 * are delivered after the commit, and a sweep finds those that a crash left behind.
 */
@Component
public class Notices {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Destinations destinations;
  private final NoticeRows rows;
  private final NoticeSweep sweep;
  private final Clock clock;

  Notices(Destinations destinations, NoticeRows rows, NoticeSweep sweep, Clock clock) {
    this.destinations = destinations;
    this.rows = rows;
    this.sweep = sweep;
    this.clock = clock;
  }

  /** Whether there is anybody to tell. */
  public boolean isAnybodyTold() {
    return !destinations.areNone();
  }

  /**
   * Tells a change in the transaction that makes it. The same change again does nothing. Two
   * transactions that make the same change at once must wait for each other.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(Notice notice) {
    add(notice);
  }

  /**
   * Tells what several nodes see at once, in a transaction of its own: one of them tells it.
   *
   * @throws DataIntegrityViolationException if another node was faster
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void tellFirst(Notice notice) {
    add(notice);
  }

  private void add(Notice notice) {
    if (destinations.areNone()) {
      return;
    }
    String body = body(notice);
    boolean added = false;
    for (Destination destination : destinations.all()) {
      added |= rows.add(notice, destination, body);
    }
    if (added) {
      AfterCommit.run(sweep::soon);
    }
  }

  /**
   * What was told of a load and of these runs of it, the newest first; each destination by itself.
   *
   * @param runs no more than 200
   */
  public List<Told> of(long loadId, List<Long> runs) {
    List<String> keys = new ArrayList<>();
    keys.add(Notice.key(NoticeEvent.CARGA_SINCRONIZADA, loadId));
    for (long run : runs) {
      keys.add(Notice.key(NoticeEvent.EJECUCION_FALLIDA, run));
      keys.add(Notice.key(NoticeEvent.CARGA_PARCIAL, run));
      keys.add(Notice.key(NoticeEvent.EJECUCION_LARGA, run));
    }
    return rows.withKeys(keys).stream().map(this::told).toList();
  }

  private Told told(NoticeRows.Listed row) {
    return new Told(
        row.event(),
        runOf(row.body()),
        row.destination().equals(Destination.Mailbox.KEY),
        Told.State.valueOf(row.state()),
        row.attempts(),
        local(row.createdAt()),
        row.endedAt() == null ? null : local(row.endedAt()));
  }

  private static long runOf(String body) {
    try {
      return JSON.readTree(body).path("syncControlId").asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("This service wrote it", e);
    }
  }

  private LocalDateTime local(Instant time) {
    return LocalDateTime.ofInstant(time, clock.getZone()).truncatedTo(ChronoUnit.SECONDS);
  }

  static String body(Notice notice) {
    ObjectNode body = JSON.createObjectNode();
    body.put("evento", notice.event().text());
    body.put("processType", notice.processType());
    body.put("idCarga", notice.idCarga());
    if (notice.loadId() != null) {
      body.put("eventoCargaProcesoId", notice.loadId());
    }
    body.put("syncControlId", notice.runId());
    body.put("momento", notice.at().format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")));
    body.put("mensaje", notice.message());
    Notice.Dealers dealers = notice.dealers();
    if (dealers != null) {
      body.putObject("dealers")
          .put("totales", dealers.total())
          .put("exitosos", dealers.confirmed())
          .put("fallidos", dealers.failed());
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is always JSON", e);
    }
  }
}
