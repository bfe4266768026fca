package com.dealersync.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what a Redis executed, as its MONITOR told, and finds the locks that were deleted on
 * behalf of somebody who did not have them.
 */
final class LockReplay {

  private static final String KEY = "lock:sync:";
  private static final Pattern LINE =
      Pattern.compile("^(?<at>\\d+\\.\\d+) \\[\\d+ (?<client>[^]]+)] (?<words>.*)$");
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Redis may expire a key that much later than its time, as seen by MONITOR. */
  private static final double VAGUE_SECONDS = 0.02;

  private record Holder(@Nullable String token, double until) {}

  private final Map<String, Holder> holders = new HashMap<>();
  private final List<String> stories = new ArrayList<>();
  private List<String> script = List.of();

  private LockReplay() {}

  /**
   * @param commands each as {@code 1700000000.123456 [0 127.0.0.1:54321] "SET" "key" "value"}
   */
  static List<String> of(List<String> commands) {
    LockReplay replay = new LockReplay();
    commands.forEach(replay::read);
    return replay.stories;
  }

  private void read(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    double at = Double.parseDouble(parts.group("at"));
    List<String> words =
        WORD.matcher(parts.group("words")).results().map((MatchResult r) -> r.group(1)).toList();
    boolean inScript = parts.group("client").equals("lua");
    if (!inScript) {
      script = words;
    }
    switch (words.getFirst().toUpperCase()) {
      case "FLUSHALL" -> holders.clear();
      case "SET" -> set(words, at);
      case "EXPIRE" -> expire(words, at);
      case "DEL" -> delete(words, at, inScript);
      default -> {}
    }
  }

  private void set(List<String> words, double at) {
    String key = words.get(1);
    if (!key.startsWith(KEY)) {
      return;
    }
    List<String> options = words.stream().skip(3).map(String::toUpperCase).toList();
    double until = at + Double.parseDouble(options.get(options.indexOf("EX") + 1));
    Holder before = holders.get(key);
    if (!options.contains("NX") || before == null || at > before.until + VAGUE_SECONDS) {
      holders.put(key, new Holder(words.get(2), until));
    } else if (at > before.until - VAGUE_SECONDS) {
      holders.put(key, new Holder(null, until));
    }
  }

  private void expire(List<String> words, double at) {
    holders.computeIfPresent(
        words.get(1),
        (key, holder) -> new Holder(holder.token, at + Double.parseDouble(words.get(2))));
  }

  /** A script's words: its name, its body or digest, the number of keys, the key, the token. */
  private void delete(List<String> words, double at, boolean inScript) {
    Holder holder = holders.remove(words.get(1));
    if (!inScript || holder == null || holder.token == null || at > holder.until - VAGUE_SECONDS) {
      return;
    }
    String releaser = script.get(4);
    if (!processId(releaser).equals(processId(holder.token))) {
      stories.add(
          "at %.6f %s released %s, which was %s's"
              .formatted(at, releaser, words.get(1), holder.token));
    }
  }

  private static String processId(String token) {
    return token.split("\\|")[0];
  }
}
