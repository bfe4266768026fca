package com.dealersync.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Something that happens on one connection, step by step. The bytes of the last step have arrived
 * at the proxy, and are not forwarded before the action has returned; a node that it kills has
 * neither sent nor got them.
 */
final class Tripwire implements Wiretap {

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

  /**
   * It does not spring any more.
   *
   * @return whether it had not
   */
  synchronized boolean disarm() {
    return sprung.complete(null);
  }

  @Override
  public Tap open() {
    return new Progress();
  }

  /** How far one connection has come. */
  private final class Progress implements Tap {

    private int done;

    /** Runs the action if these bytes are the last step, and nobody was faster. */
    @Override
    public boolean admits(Direction direction, byte[] bytes, int length) {
      if (done < steps.size()
          && steps.get(done).direction == direction
          && steps.get(done).bytes.matcher(text(bytes, length)).find()
          && ++done == steps.size()) {
        spring();
      }
      return true;
    }

    private static String text(byte[] bytes, int length) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  private synchronized void spring() {
    if (!sprung.isDone()) {
      action.run();
      sprung.complete(null);
    }
  }
}
