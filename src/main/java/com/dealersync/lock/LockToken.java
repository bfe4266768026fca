package com.dealersync.lock;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.data.redis.core.script.DigestUtils;

/**
 * The value of a lock key. It tells the owner in the form {@code processId|attempt|nonce}. It is
 * stored with the run, so that any later attempt can prove that the key belongs to its run.
 *
 * @param processId the run: 16 upper-case hex digits
 * @param attempt the run's attempt; 0 is the request that started it
 * @param nonce tells two tokens of the same attempt apart
 */
public record LockToken(String processId, int attempt, String nonce) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile("(?<processId>[0-9A-F]{16})\\|(?<attempt>\\d{1,9})\\|(?<nonce>[0-9A-F]{16})");

  /** The token of a request that starts a new run. */
  public static LockToken ofNewRun() {
    return new LockToken(randomHex(), 0, randomHex());
  }

  /** Reads a key's value; empty if this service did not write it. */
  public static Optional<LockToken> parse(String value) {
    Matcher form = FORM.matcher(value);
    return form.matches()
        ? Optional.of(
            new LockToken(
                form.group("processId"),
                Integer.parseInt(form.group("attempt")),
                form.group("nonce")))
        : Optional.empty();
  }

  /** The token of a later attempt of the same run. */
  public LockToken ofAttempt(int later) {
    return new LockToken(processId, later, randomHex());
  }

  /** The text in Redis and in the run's row: at most 43 characters. */
  public String value() {
    return processId + "|" + attempt + "|" + nonce;
  }

  /** The SHA-1 of the value in hex digits, as Redis computes it. */
  String stamp() {
    return DigestUtils.sha1DigestAsHex(value());
  }

  @Override
  public String toString() {
    return value();
  }

  private static String randomHex() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
