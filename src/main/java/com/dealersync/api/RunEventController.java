package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.limits.EventStreams;
import com.dealersync.sync.RunActivities;
import com.dealersync.sync.RunView;
import com.dealersync.sync.RunWatch;
import com.dealersync.sync.RunWatching;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The progress of a run as it happens. Each stream has the thread of its request, a virtual one, to
 * itself, so a client that reads slowly delays nobody.
 */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
class RunEventController {

  private static final Logger log = LoggerFactory.getLogger(RunEventController.class);
  private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);
  private static final Duration STREAM_RETRY = Duration.ofSeconds(10);
  private static final long RECONNECT_AFTER_MILLIS = 2_000;

  private final RunWatch watch;
  private final RunActivities activities;
  private final EventStreams streams;
  private final RetryLater retryLater;
  private final Envelopes envelopes;
  private final ObjectMapper json;

  RunEventController(
      RunWatch watch,
      RunActivities activities,
      EventStreams streams,
      RetryLater retryLater,
      Envelopes envelopes,
      ObjectMapper json) {
    this.watch = watch;
    this.activities = activities;
    this.streams = streams;
    this.retryLater = retryLater;
    this.envelopes = envelopes;
    this.json = json;
  }

  /** Null once the stream is written. */
  @GetMapping(RunController.RUN + "/eventos")
  @Nullable ResponseEntity<ApiResponse<?>> events(
      @PathVariable long syncControlId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws InterruptedException {
    Optional<EventStreams.Place> place = streams.enter(caller.name());
    if (place.isEmpty()) {
      return retryLater.tooMany(
          STREAM_RETRY,
          "Demasiados flujos de eventos abiertos. Cierre alguno e intente nuevamente.");
    }
    try (EventStreams.Place open = place.get()) {
      return events(syncControlId, lastEventId, request, response);
    }
  }

  private @Nullable ResponseEntity<ApiResponse<?>> events(
      long syncControlId,
      @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws InterruptedException {
    Optional<RunWatching> found = watch.watch(syncControlId);
    if (found.isEmpty()) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND)
          .contentType(MediaType.APPLICATION_JSON)
          .body(envelopes.failure("No existe la ejecución %d.".formatted(syncControlId)));
    }
    try (RunWatching run = found.get()) {
      if (isEnd(run.current()) && id(run.current()).equals(lastEventId)) {
        // The one status at which a browser does not connect again.
        return ResponseEntity.noContent().build();
      }
      EventStream stream = new EventStream(response, json);
      if (!HttpMethod.HEAD.matches(request.getMethod())) {
        tell(run, lastEventId, stream);
      }
    } catch (IOException e) {
      log.debug("Whoever watched run {} has left", syncControlId, e);
    }
    return null;
  }

  private void tell(RunWatching run, @Nullable String lastEventId, EventStream stream)
      throws IOException, InterruptedException {
    stream.retryAfter(RECONNECT_AFTER_MILLIS);
    if (isEnd(run.current()) || !id(run.current()).equals(lastEventId)) {
      tell(run.current(), stream);
    }
    while (!run.isOver()) {
      Optional<RunView> news = run.next(COMMENT_EVERY);
      if (news.isPresent()) {
        tell(news.get(), stream);
      } else {
        stream.comment();
      }
    }
  }

  private void tell(RunView run, EventStream stream) throws IOException {
    stream.event(
        isEnd(run) ? "fin" : "progreso",
        id(run),
        RunResource.of(run, envelopes, activities.of(run).orElse(null)));
  }

  private static boolean isEnd(RunView run) {
    return !run.status().isActive();
  }

  /** What a client has seen, in a form that every node understands. */
  private static String id(RunView run) {
    return "%s.%d.%d.%d"
        .formatted(
            run.status(),
            run.attempt(),
            number(run.webhooks().processed()),
            number(run.dealers().confirmed()) + number(run.dealers().failed()));
  }

  private static int number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
