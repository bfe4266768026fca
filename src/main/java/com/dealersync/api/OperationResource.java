package com.dealersync.api;

import com.dealersync.ops.Condition;
import com.dealersync.sync.JobServerView;
import com.dealersync.sync.LongRun;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the service is. The lists are absent while the database does not give them.
 *
 * @param ultimaRevision when the watchdog of the node that answers last looked at all runs
 */
record OperationResource(
    String version,
    Server redis,
    Server baseDeDatos,
    @Nullable List<JobServer> servidoresDeTrabajos,
    @Nullable List<Run> ejecucionesLargas,
    @Nullable LocalDateTime ultimaRevision) {

  /**
   * A server that this node needs.
   *
   * @param ms how long its answer took, if there was one
   */
  record Server(boolean disponible, @Nullable Long ms) {

    static Server of(@Nullable Duration answered) {
      return new Server(answered != null, answered == null ? null : answered.toMillis());
    }
  }

  record JobServer(
      String nodo,
      LocalDateTime desde,
      LocalDateTime ultimoLatido,
      boolean vivo,
      boolean esteNodo) {

    static JobServer of(JobServerView server) {
      return new JobServer(
          server.node(), server.since(), server.lastBeat(), server.alive(), server.thisNode());
    }
  }

  record Run(long syncControlId, String processType, String idCarga, long minutos) {

    static Run of(LongRun run) {
      return new Run(run.syncControlId(), run.processType(), run.idCarga(), run.age().toMinutes());
    }
  }

  static OperationResource of(Condition condition) {
    return new OperationResource(
        condition.version(),
        Server.of(condition.redis()),
        Server.of(condition.database()),
        all(condition.jobServers(), JobServer::of),
        all(condition.longRuns(), Run::of),
        condition.lastPatrol());
  }

  /** For people. */
  String summary() {
    if (redis.disponible && baseDeDatos.disponible) {
      return "Redis y la base de datos responden.";
    }
    if (redis.disponible) {
      return "La base de datos no responde.";
    }
    return baseDeDatos.disponible
        ? "Redis no responde."
        : "Ni Redis ni la base de datos responden.";
  }

  private static <S, T> @Nullable List<T> all(@Nullable List<S> some, Function<S, T> each) {
    return some == null ? null : some.stream().map(each).toList();
  }
}
