package com.dealersync.delivery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.payload.Payload;
import java.time.Instant;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** Sends 25 MiB to 64 webhooks at a time in a JVM that a test gives little memory. */
final class LargePayloadRun {

  static final int SENDS = 64;

  private LargePayloadRun() {}

  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    String[] urls =
        IntStream.range(0, SENDS)
            .mapToObj(i -> "http://127.0.0.1:" + arguments[0] + "/" + i)
            .toArray(String[]::new);
    Recording recording = new Recording();
    try (FanOut fanOut =
        Deliveries.fanOut(Deliveries.local("parallelism", "" + SENDS, "per-origin", "" + SENDS))) {
      fanOut.deliver(
          new Payload(new byte[25 * 1024 * 1024], 0),
          Deliveries.webhooks(Deliveries.groups(urls)),
          recording,
          Instant::now);
    }
    long confirmed =
        recording.settlements().stream().filter(Settlement.Confirmed.class::isInstance).count();
    System.out.println(confirmed + " confirmed");
  }
}
