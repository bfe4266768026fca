package com.dealersync.bench;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** Tells when a line was logged. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final String beginning;
  private final CompletableFuture<Long> seen;

  private LogWatch(Logger logger, String beginning, CompletableFuture<Long> seen) {
    this.logger = logger;
    this.beginning = beginning;
    this.seen = seen;
  }

  /**
   * @param beginning of the line
   * @param seen gets the {@link System#nanoTime()} of the first such line
   */
  static LogWatch of(String logger, String beginning, CompletableFuture<Long> seen) {
    LogWatch watch = new LogWatch((Logger) LoggerFactory.getLogger(logger), beginning, seen);
    watch.start();
    watch.logger.addAppender(watch);
    return watch;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getMessage().startsWith(beginning)) {
      seen.complete(System.nanoTime());
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
