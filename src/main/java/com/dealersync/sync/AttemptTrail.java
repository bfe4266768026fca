package com.dealersync.sync;

import static com.dealersync.catalog.Parameters.number;
import static com.dealersync.catalog.Parameters.text;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.Stamp;
import com.dealersync.delivery.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps each request that runs made, so that people can find out what a dealer received. */
@Component
class AttemptTrail {

  private static final int PHASES_BYTES = 200;
  private static final int ADDRESS_BYTES = 100;
  private static final int REPLY_BYTES = 1_000;

  private final JdbcTemplate sql;

  AttemptTrail(JdbcTemplate sql) {
    this.sql = sql;
  }

  /**
   * Adds them, in the caller's transaction.
   *
   * @param stamp its time is when they are written; the start of each is computed from it and its
   *     duration
   */
  void add(long runId, List<Attempt> attempts, Stamp stamp) {
    if (attempts.isEmpty()) {
      return;
    }
    sql.batchUpdate(
        """
        insert into CO_DS_INTENTOS
          (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_NUMERO, INTE_INSTANTE, INTE_DURACION,
           INTE_FASES, INTE_DIRECCION, INTE_CODIGOHTTP, INTE_CAUSA, INTE_RESPUESTA)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        attempts.stream().map(attempt -> row(runId, attempt, stamp)).toList());
  }

  private static Object[] row(long runId, Attempt attempt, Stamp stamp) {
    return new Object[] {
      runId,
      attempt.webhookId(),
      attempt.number(),
      stamp.now().minus(attempt.lasted()),
      Math.toIntExact(attempt.lasted().toMillis()),
      ColumnText.fit(attempt.phases(), PHASES_BYTES),
      fit(attempt.address(), ADDRESS_BYTES),
      number(attempt.httpStatus()),
      attempt.cause(),
      fit(attempt.reply(), REPLY_BYTES)
    };
  }

  private static Object fit(@Nullable String value, int bytes) {
    return text(value == null ? null : ColumnText.fit(value, bytes));
  }
}
