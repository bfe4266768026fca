package com.dealersync.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Something that happens on one connection, step by step. The bytes of the last step have arrived
 * at the proxy, and are not forwarded before the action has returned; a node that it kills has
 * neither sent nor got them.
 */
final class Tripwire {

  enum Direction {
    /** What a node sends. */
    REQUEST,
    /** What it is answered. */
    REPLY
  }

  private record Step(Direction direction, Pattern bytes) {}

  private final List<Step> steps = new ArrayList<>();
  private final CompletableFuture<Void> sprung = new CompletableFuture<>();
  private Runnable action = () -> {};

  /** The next step is that the node sends this, a regular expression. */
  Tripwire sends(String bytes) {
    return step(Direction.REQUEST, bytes);
  }

  /** The next step is that the node is answered. */
  Tripwire isAnswered() {
    return step(Direction.REPLY, "");
  }

  Tripwire then(Runnable what) {
    action = what;
    return this;
  }

  private Tripwire step(Direction direction, String bytes) {
    steps.add(new Step(direction, Pattern.compile(bytes, Pattern.DOTALL)));
    return this;
  }

  /** Completes when the action has returned. */
  CompletableFuture<Void> sprung() {
    return sprung;
  }

  /** How far one connection has come. */
  final class Progress {

    private int done;

    /** Runs the action if these bytes are the last step, and nobody was faster. */
    void see(Direction direction, String bytes) {
      if (done < steps.size()
          && steps.get(done).direction == direction
          && steps.get(done).bytes.matcher(bytes).find()
          && ++done == steps.size()) {
        spring();
      }
    }
  }

  private synchronized void spring() {
    if (!sprung.isDone()) {
      action.run();
      sprung.complete(null);
    }
  }
}
