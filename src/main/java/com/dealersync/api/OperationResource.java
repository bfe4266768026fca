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
   * @param motivo the word with which it refuses what this service needs, if it does
   */
  record Server(boolean disponible, @Nullable Long ms, @Nullable String motivo) {

    static Server of(@Nullable Duration answered) {
      return new Server(answered != null, answered == null ? null : answered.toMillis(), null);
    }

    static Server of(Condition.@Nullable Redis redis) {
      return redis == null
          ? new Server(false, null, null)
          : new Server(redis.refusal() == null, redis.took().toMillis(), redis.refusal());
    }

    String summary(String name) {
      if (disponible) {
        return name + " responde.";
      }
      return motivo == null
          ? name + " no responde."
          : "%s responde, pero no permite tomar locks (%s).".formatted(name, motivo);
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
      return baseDeDatos.summary("La base de datos");
    }
    return baseDeDatos.disponible
        ? redis.summary("Redis")
        : redis.motivo == null
            ? "Ni Redis ni la base de datos responden."
            : redis.summary("Redis") + " " + baseDeDatos.summary("La base de datos");
  }

  private static <S, T> @Nullable List<T> all(@Nullable List<S> some, Function<S, T> each) {
    return some == null ? null : some.stream().map(each).toList();
  }
}
