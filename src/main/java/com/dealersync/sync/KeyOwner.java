package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.lock.LockView;
import com.dealersync.sync.LockHolders.Holder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who owns a lock's key, as Redis and the database together tell. */
sealed interface KeyOwner {

  record Nobody() implements KeyOwner {}

  /**
   * The owner will not release it: its run has ended, or its request died before it inserted a run.
   * The next request takes the key over.
   *
   * @param newest the newest token of that owner
   */
  record LeftBehind(LockToken newest) implements KeyOwner {}

  /**
   * A run that has not ended.
   *
   * @param expiresIn null if the key never expires, until the run renews it
   */
  record Run(Holder run, @Nullable Duration expiresIn) implements KeyOwner {}

  /** A request that is being accepted, or a run in another database. */
  record Unregistered(LockToken token, @Nullable Duration expiresIn) implements KeyOwner {}

  /** A key that this service did not write. */
  record Foreign(LockView.Foreign key) implements KeyOwner {}

  /** Redis did not answer. */
  record Unknown(Exception cause) implements KeyOwner {}

  /**
   * @param runOf the run that a token is of
   * @param ttl the life of a key that was just written
   */
  static KeyOwner of(LockView key, Function<LockToken, Optional<Holder>> runOf, Duration ttl) {
    return switch (key) {
      case LockView.Free free -> new Nobody();
      case LockView.Held held -> of(held, runOf.apply(held.holder()), ttl);
      case LockView.Foreign foreign -> new Foreign(foreign);
      case LockView.Unavailable unavailable -> new Unknown(unavailable.cause());
    };
  }

  private static KeyOwner of(LockView.Held held, Optional<Holder> run, Duration ttl) {
    Duration left = held.expiresIn() == null ? Duration.ZERO : held.expiresIn();
    Optional<RunStatus> status = run.map(Holder::status);
    if (RunProtocol.leftBehind(status, held.holder().attempt(), ttl.minus(left))) {
      return new LeftBehind(run.map(Holder::newest).orElse(held.holder()));
    }
    return run.<KeyOwner>map(of -> new Run(of, held.expiresIn()))
        .orElseGet(() -> new Unregistered(held.holder(), held.expiresIn()));
  }
}
