package com.dealersync.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells operators at a first start what a schema lacks, in place of a stack trace. */
class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

  private static final int DEEPEST = 20;

  /** Insufficient privileges; no privileges or no quota on a tablespace. */
  private static final Set<Integer> RIGHTS_ON_ORACLE = Set.of(1031, 1536, 1950);

  private static final String RIGHTS_ON_POSTGRESQL = "42501";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayException cause) {
    ErrorCode code = cause.getErrorCode();
    if (code == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new FailureAnalysis(
          "El esquema de la base de datos ya tiene tablas, y ninguna dice qué versión de"
              + " dealer-sync es. No se cambió nada.",
          """
          Si son las tablas CO_… de la organización, con las columnas que espera el servicio, arranque
          una vez con:

              spring.flyway.baseline-on-migrate=true
              spring.flyway.baseline-version=1

          Si son de otras aplicaciones y el servicio debe crear las suyas junto a ellas:

              spring.flyway.baseline-on-migrate=true
              spring.flyway.baseline-version=0

          Lo que cada versión cambia, y cómo revisarlo antes: src/docs/oracle-dba.md.\
          """,
          cause);
    }
    if (code == CoreErrorCode.FAILED_VERSIONED_MIGRATION
        || (code == CoreErrorCode.VALIDATE_ERROR
            && String.valueOf(cause.getMessage()).contains("Detected failed migration"))) {
      return new FailureAnalysis(
          "Una migración de la base de datos quedó a medias en un arranque anterior:%n%n    %s"
              .formatted(cause.getMessage()),
          """
          Quite la causa, termine a mano los enunciados que faltan de ese script, y ponga "success" en 1
          en su renglón de "flyway_schema_history". Los pasos: src/docs/oracle-dba.md.\
          """,
          cause);
    }
    return lackOfRights(cause)
        .map(
            sql ->
                new FailureAnalysis(
                    "Al usuario de la base de datos le falta un derecho o espacio para crear lo que"
                        + " el servicio necesita:%n%n    %s".formatted(firstLine(sql)),
                    """
                    Dé al usuario los derechos del primer arranque, o corra los scripts con otro usuario
                    y arranque después: src/docs/oracle-dba.md.\
                    """,
                    cause))
        .orElse(null);
  }

  private static Optional<SQLException> lackOfRights(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .filter(
            sql ->
                RIGHTS_ON_ORACLE.contains(sql.getErrorCode())
                    || RIGHTS_ON_POSTGRESQL.equals(sql.getSQLState()))
        .findFirst();
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
