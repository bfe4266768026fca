package com.dealersync.notices;

import com.dealersync.notices.NoticeRows.Claimed;
import com.dealersync.notices.NoticeRows.End;
import java.time.Duration;
import java.util.Optional;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes one attempt to deliver a notice and plans the next one if it fails. A node that dies in
 * between leaves an attempt whose outcome is unknown: the next one has the same {@code webhook-id}
 * or {@code Message-ID}. Public because JobRunr finds it by its class.
 */
@Component
public class NoticeJobHandler implements JobRequestHandler<NoticeJob> {

  private static final Logger log = LoggerFactory.getLogger(NoticeJobHandler.class);

  /** Longer than any attempt takes. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final NoticeRows rows;
  private final Destinations destinations;
  private final NoticeMessages messages;
  private final NoticeMail mail;
  private final NoticesProperties properties;
  private final NoticeMetrics metrics;

  NoticeJobHandler(
      NoticeRows rows,
      Destinations destinations,
      NoticeMessages messages,
      NoticeMail mail,
      NoticesProperties properties,
      NoticeMetrics metrics) {
    this.rows = rows;
    this.destinations = destinations;
    this.messages = messages;
    this.mail = mail;
    this.properties = properties;
    this.metrics = metrics;
  }

  @Override
  public void run(NoticeJob job) {
    rows.claim(job.noticeId(), job.attempts(), LEASE).ifPresent(this::deliver);
  }

  private void deliver(Claimed notice) {
    Optional<Destination> destination = destinations.find(notice.destination());
    if (destination.isEmpty()) {
      log.warn("✉️ [AVISOS] El destino del aviso {} ya no está configurado", notice.key());
      rows.end(notice, End.DESCARTADO, null);
      return;
    }
    String problem =
        switch (destination.get()) {
          case Destination.Address address -> messages.send(notice, address);
          case Destination.Mailbox mailbox -> mail.send(notice);
        };
    record(notice, problem);
  }

  private void record(Claimed notice, @Nullable String problem) {
    if (problem == null) {
      rows.end(notice, End.ENTREGADO, null);
      metrics.delivered();
      log.info("✉️ [AVISOS] Aviso {} entregado a {}", notice.key(), notice.destination());
    } else if (notice.attempt() <= properties.retries().size()) {
      Duration wait = properties.retries().get(notice.attempt() - 1);
      rows.again(notice, problem, wait);
      metrics.failed();
      log.warn(
          "✉️ [AVISOS] El intento {} del aviso {} a {} falló y se repite en {}: {}",
          notice.attempt(),
          notice.key(),
          notice.destination(),
          wait,
          problem);
    } else {
      rows.end(notice, End.FALLIDO, problem);
      metrics.givenUp();
      log.error(
          "✉️ [AVISOS] El aviso {} a {} no se pudo entregar en {} intentos: {}",
          notice.key(),
          notice.destination(),
          notice.attempt(),
          problem);
    }
  }
}
