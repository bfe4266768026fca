package com.dealersync.logs;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the lines that a thread logs belong to. The same names must not be given to a line as pairs
 * of its own: in JSON they would stand there twice. Requests put their correlation id in before.
 */
public final class LogContext {

  private static final String CORRELATION_ID = "correlationId";
  private static final String RUN_ID = "runId";
  private static final String PROCESS_TYPE = "processType";

  private LogContext() {}

  /** Ends with what was there before it. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Of a run.
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

  /** Of a process type, and of what was there before. */
  public static Scope ofProcessType(String processType) {
    return with(Map.of(PROCESS_TYPE, processType));
  }

  /** The task, in the context in which this is called. */
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
