package com.dealersync.lock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each command of the lock does with a key, as pure functions of the key's value: what the
 * scripts under {@code redis/} say in Lua, for tests that reason about the protocol. {@link
 * LockProtocolTests} compares the two on a real server.
 */
public final class LockProtocol {

  private static final Pattern OWNER = Pattern.compile("^(\\p{XDigit}+)\\|(\\d+)\\|");

  private LockProtocol() {}

  /**
   * @param holder the key's value afterwards, null if there is no key
   */
  public record Outcome<T>(T answer, @Nullable String holder) {}

  /** {@code SET … NX}; no command is sent twice, so a holder is never ourselves. */
  public static Outcome<Boolean> acquire(@Nullable String holder, LockToken token) {
    return holder == null ? new Outcome<>(true, token.value()) : new Outcome<>(false, holder);
  }

  /** {@code hold.lua} */
  public static Outcome<Hold> hold(@Nullable String holder, LockToken token) {
    if (token.value().equals(holder)) {
      return new Outcome<>(Hold.RENEWED, holder);
    }
    if (holder == null) {
      return new Outcome<>(Hold.RESTORED, token.value());
    }
    return isEarlierAttempt(holder, token)
        ? new Outcome<>(Hold.TAKEN, token.value())
        : new Outcome<>(Hold.STRANGER, holder);
  }

  /** {@code release.lua} */
  public static Outcome<Boolean> release(@Nullable String holder, LockToken token) {
    return holder != null && (holder.equals(token.value()) || isEarlierAttempt(holder, token))
        ? new Outcome<>(true, null)
        : new Outcome<>(false, holder);
  }

  /** {@code replace.lua} */
  public static Outcome<Boolean> replace(@Nullable String holder, LockToken gone, LockToken token) {
    return holder == null || isUpToAttempt(holder, gone)
        ? new Outcome<>(true, token.value())
        : new Outcome<>(false, holder);
  }

  private static boolean isUpToAttempt(String holder, LockToken token) {
    Matcher owner = OWNER.matcher(holder);
    return owner.find()
        && owner.group(1).equals(token.processId())
        && Double.parseDouble(owner.group(2)) <= token.attempt();
  }

  private static boolean isEarlierAttempt(String holder, LockToken token) {
    Matcher owner = OWNER.matcher(holder);
    return owner.find()
        && owner.group(1).equals(token.processId())
        && Double.parseDouble(owner.group(2)) < token.attempt();
  }
}
