package com.dealersync.logs;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The run, process type and request that the log lines of a thread belong to. Do not add the same
 * names to a line as key-value pairs, because they would be there twice in JSON. A request sets its
 * correlation id before.
 */
public final class LogContext {

  private static final String CORRELATION_ID = "correlationId";
  private static final String RUN_ID = "runId";
  private static final String PROCESS_TYPE = "processType";

  private LogContext() {}

  /** Restores the previous context when it is closed. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Adds a run to the context.
   *
   * @param correlationId of the request that started it; null if none is known
   */
  public static Scope ofRun(@Nullable String correlationId, long runId, String processType) {
    Map<String, String> context = new HashMap<>();
    if (correlationId != null) {
      context.put(CORRELATION_ID, correlationId);
    }
    context.put(RUN_ID, Long.toString(runId));
    context.put(PROCESS_TYPE, processType);
    return with(context);
  }

  /** Adds a process type to the context. */
  public static Scope ofProcessType(String processType) {
    return with(Map.of(PROCESS_TYPE, processType));
  }

  /** The task, run in the context of the caller of this method. */
  public static Runnable inherited(Runnable task) {
    Map<String, String> context = current();
    return () -> {
      try (Scope scope = with(context)) {
        task.run();
      }
    };
  }

  private static Scope with(Map<String, String> more) {
    Map<String, String> before = current();
    more.forEach(MDC::put);
    return () -> MDC.setContextMap(before);
  }

  private static Map<String, String> current() {
    Map<String, String> context = MDC.getCopyOfContextMap();
    return context == null ? Map.of() : context;
  }
}
