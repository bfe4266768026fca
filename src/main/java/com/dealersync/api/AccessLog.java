package com.dealersync.api;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line of each request, whoever answered it. */
final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  /** What a caller may make longer at will does not make our disk full. */
  private static final int LONGEST = 200;

  private static final Pattern INVISIBLE = Pattern.compile("[^!-~]");

  private AccessLog() {}

  /**
   * @param caller null where nobody asked who it is
   */
  static void line(
      @Nullable String method,
      @Nullable String path,
      @Nullable String caller,
      int status,
      Duration taken) {
    log.atInfo()
        .addKeyValue("method", shown(method))
        .addKeyValue("path", shown(path))
        .addKeyValue("usuario", shown(caller))
        .addKeyValue("status", status)
        .addKeyValue("millis", taken.toMillis())
        .log("Petición atendida");
  }

  /** As it came, with a sign for whatever is no visible ASCII, so that no line can be forged. */
  static String shown(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return INVISIBLE.matcher(start).replaceAll("?");
  }
}
