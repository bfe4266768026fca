package com.dealersync.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs that the guard ended before anything was sent. What it found stands in their reason. */
@Component
class GuardRefusals {

  private static final String BEGIN = "Contenido rechazado: ";
  private static final String END = ". No se envió nada";

  private final JdbcClient sql;

  GuardRefusals(JdbcClient sql) {
    this.sql = sql;
  }

  /** Why such a run ends. */
  static String reason(List<String> findings) {
    return BEGIN + String.join("; ", findings) + END;
  }

  /** For each of the loads with such a run: what the guard found in the newest one. */
  Map<Long, String> findings(List<Long> loads) {
    Map<Long, String> found = new HashMap<>();
    if (loads.isEmpty()) {
      return found;
    }
    sql.sql(
            """
            select COES_COCP_EVENTPROCESOID, COES_ERRORMESSAGE
              from CO_EVENTOSCARGASINCCONTROL
             where COES_COCP_EVENTPROCESOID in (:loads) and COES_ERRORMESSAGE like :begin
             order by FECHAREGISTRO, COES_SINCCONTROLID""")
        .param("loads", loads)
        .param("begin", BEGIN + "%")
        .query(
            row -> {
              found.put(
                  row.getLong("COES_COCP_EVENTPROCESOID"), of(row.getString("COES_ERRORMESSAGE")));
            });
    return found;
  }

  private static String of(String reason) {
    String findings = reason.substring(BEGIN.length());
    return findings.endsWith(END)
        ? findings.substring(0, findings.length() - END.length())
        : findings;
  }
}
