package com.dealersync.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.spring.autoconfigure.JobRunrProperties;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The job servers of all nodes. */
@Component
public class JobServers {

  private final StorageProvider storage;
  private final ObjectProvider<BackgroundJobServer> own;
  private final DatabaseClock clock;
  private final int missedBeats;

  JobServers(
      StorageProvider storage,
      ObjectProvider<BackgroundJobServer> own,
      DatabaseClock clock,
      JobRunrProperties properties) {
    this.storage = storage;
    this.own = own;
    this.clock = clock;
    this.missedBeats =
        properties.getBackgroundJobServer().getServerTimeoutPollIntervalMultiplicand();
  }

  /** The job servers in the database, by name. The others soon remove one that died. */
  public List<JobServerView> all() {
    Optional<UUID> thisNode = ownId();
    DatabaseTime now = clock.now();
    return storage.getBackgroundJobServers().stream()
        .map(server -> view(server, now, thisNode.filter(server.getId()::equals).isPresent()))
        .sorted(Comparator.comparing(JobServerView::node).thenComparing(JobServerView::since))
        .toList();
  }

  /** The name of this node, as {@link #all} has it; null while it is not announced. */
  @Nullable String thisNode() {
    Optional<UUID> id = ownId();
    return storage.getBackgroundJobServers().stream()
        .filter(server -> id.filter(server.getId()::equals).isPresent())
        .map(BackgroundJobServerStatus::getName)
        .findFirst()
        .orElse(null);
  }

  private Optional<UUID> ownId() {
    return Optional.ofNullable(own.getIfAvailable()).map(BackgroundJobServer::getId);
  }

  private JobServerView view(BackgroundJobServerStatus server, DatabaseTime now, boolean thisNode) {
    Duration silence = Duration.between(server.getLastHeartbeat(), now.instant());
    Duration timeout = Duration.ofSeconds((long) server.getPollIntervalInSeconds() * missedBeats);
    return new JobServerView(
        server.getName(),
        local(server.getFirstHeartbeat(), now),
        local(server.getLastHeartbeat(), now),
        server.isRunning() && silence.compareTo(timeout) < 0,
        thisNode);
  }

  private static LocalDateTime local(Instant instant, DatabaseTime now) {
    return LocalDateTime.ofInstant(instant, now.zone());
  }
}
