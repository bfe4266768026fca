package com.dealersync.sync;

import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.Hold;
import com.dealersync.lock.LockProperties;
import com.dealersync.sync.RunProtocol.Proof;
import com.dealersync.sync.RunProtocol.Standing;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves periodically that an attempt still owns its run, and keeps the lock while it does. The row
 * decides: a beat first stamps it under the fence, and only then renews the key, or takes it again
 * if Redis lost it. Between the beats it checks whether the run was cancelled or lost, so that the
 * attempt stops within seconds. If the database does not answer, the attempt soon stops sending,
 * because another node may have taken the run over. It then waits until a local deadline, which is
 * before the moment at which others may take the run for dead.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration RETRY = Duration.ofSeconds(3);

  private final Fence fence;
  private final DistributedLock lock;
  private final Claim claim;
  private final Duration renewEvery;
  private final Duration ttl;
  private final LongSupplier nanoTime;
  private final BooleanSupplier handingBack;
  private final HeartbeatMetrics metrics;
  private final ReentrantLock turn = new ReentrantLock();

  private volatile long provenAt;
  private volatile long seenAt;
  private volatile boolean fencedOut;
  private volatile boolean closed;
  private volatile boolean missed;
  private volatile boolean cancelled;
  private volatile boolean paused;

  Heartbeat(
      Fence fence,
      DistributedLock lock,
      LockProperties properties,
      Claim claim,
      long claimedAt,
      LongSupplier nanoTime,
      BooleanSupplier handingBack,
      HeartbeatMetrics metrics) {
    this.fence = fence;
    this.lock = lock;
    this.claim = claim;
    this.renewEvery = properties.renewEvery();
    this.ttl = properties.ttl();
    this.nanoTime = nanoTime;
    this.handingBack = handingBack;
    this.metrics = metrics;
    this.provenAt = claimedAt;
    this.seenAt = claimedAt;
    metrics.started(this);
  }

  String processType() {
    return claim.processType();
  }

  /** How long ago the row last proved the claim. Asks no server. */
  Duration age() {
    return Duration.ofNanos(nanoTime.getAsLong() - provenAt);
  }

  /** How long until the attempt stops by itself, unless the row proves the claim before. */
  Duration leaseLeft() {
    return RunProtocol.lease(ttl).minus(age());
  }

  /** How long a step may be tried again while the row can be read. */
  Duration patience() {
    return RunProtocol.patience(ttl);
  }

  /** Whether the attempt may still act. Asks no server. */
  boolean isOwner() {
    return standing() == Standing.OWNER;
  }

  /** Whether the attempt may begin anything new. Asks no server. */
  boolean mayContinue() {
    return isOwner() && !cancelled && !handingBack.getAsBoolean();
  }

  /** Whether the node is stopping and leaves the rest to another one. Asks no server. */
  boolean isHandingBack() {
    return handingBack.getAsBoolean();
  }

  /**
   * Whether its process type is not paused, and the row was read so recently that no other attempt
   * can be sending. Asks no server.
   */
  boolean maySend() {
    return !paused && RunProtocol.maySend(Duration.ofNanos(nanoTime.getAsLong() - seenAt));
  }

  /**
   * Call it before ending the run.
   *
   * @throws FencedOutException if somebody else owns the run, or ended it
   * @throws LeaseLapsedException if the database was silent for too long to know
   * @throws HandBackException if the attempt was told to leave the rest to another node
   */
  void requireOwner() {
    switch (standing()) {
      case OWNER -> {}
      case FENCED_OUT -> throw new FencedOutException(claim);
      case LAPSED -> throw new LeaseLapsedException(claim);
    }
    if (handingBack.getAsBoolean()) {
      throw new HandBackException(claim);
    }
  }

  /** Takes the key from the request that started the run, or from an earlier attempt of it. */
  void takeLock() {
    report(lock.hold(claim.processType(), claim.token()));
  }

  /** One beat. Never throws; {@link #nextBeatIn()} tells when the next one is due. */
  void beat() {
    turn.lock();
    try {
      if (isOver()) {
        return;
      }
      switch (RunProtocol.keyAfter(prove())) {
        case HOLD -> report(lock.hold(claim.processType(), claim.token()));
        case RELEASE -> lock.release(claim.processType(), claim.token());
        case LEAVE -> {}
      }
    } catch (Throwable e) {
      missed = true;
      log.warn("⚠️ [REDIS_LOCK] El lock no se pudo atender; sigue en el próximo latido", e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Checks between two beats whether the attempt still owns the run and whether the run was
   * cancelled.
   */
  void look() {
    long before = nanoTime.getAsLong();
    try {
      switch (fence.look(claim)) {
        case OWNED -> seen(before, false);
        case PAUSED -> seen(before, true);
        case CANCEL_REQUESTED -> cancelled = true;
        case LOST -> beat();
      }
    } catch (RuntimeException e) {
      // The next beat decides what to do about it.
      log.debug("The run's row cannot be read", e);
    }
  }

  private void seen(long at, boolean held) {
    seenAt = at;
    if (held != paused) {
      paused = held;
      log.warn(
          held
              ? "⏸️ [BATCH_SYNC] {} está en pausa: la ejecución no envía nada nuevo"
              : "▶️ [BATCH_SYNC] Terminó la pausa de {}: la ejecución continúa",
          claim.processType());
    }
  }

  private Proof prove() {
    long before = nanoTime.getAsLong();
    try {
      fence.whileOwned(
          claim,
          (run, now) -> {
            run.beat(now);
            return run;
          });
      provenAt = before;
      seenAt = before;
      missed = false;
      return Proof.STAMPED;
    } catch (FencedOutException e) {
      fencedOut = true;
      log.info("💔 [BATCH_SYNC] {}; no hay más latidos", e.getMessage());
      return Proof.FENCED_OUT;
    } catch (Throwable e) {
      missed = true;
      log.warn(
          "💔 [BATCH_SYNC] Latido sin respuesta de la base de datos; se repite en {} s",
          nextBeatIn().toSeconds(),
          e);
      return Proof.SILENT;
    }
  }

  Duration nextBeatIn() {
    return missed && RETRY.compareTo(renewEvery) < 0 ? RETRY : renewEvery;
  }

  /** Whether no further beat is wanted. */
  boolean isOver() {
    return closed || fencedOut;
  }

  /** Waits for a beat in progress, so that none can take the key again once it is released. */
  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      metrics.ended(this);
    } finally {
      turn.unlock();
    }
  }

  private Standing standing() {
    return RunProtocol.standing(fencedOut, age(), ttl);
  }

  private void report(Hold hold) {
    switch (hold) {
      case RENEWED -> log.info("🔄 [REDIS_LOCK] Lock renovado exitosamente (heartbeat)");
      case TAKEN, RESTORED ->
          log.info("🔁 [REDIS_LOCK] Lock tomado por el intento {}", claim.attempt());
      case STRANGER ->
          log.warn("⚠️ [REDIS_LOCK] El lock es de otro; se deja: la base de datos lo rechazará");
      case UNAVAILABLE ->
          log.warn(
              "⚠️ [REDIS_LOCK] Redis no responde; la ejecución sigue, protegida por la base de datos");
    }
  }
}
