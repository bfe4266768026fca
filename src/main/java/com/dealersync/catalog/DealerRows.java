package com.dealersync.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the states of dealers are read from: the tables, their columns and a condition, to which
 * others can be added.
 *
 * @param columns id, BAC, name, state, attempts, last attempt, how long it took, HTTP status, error
 *     and token, in this order, named as {@link DealerListing} reads them
 * @param from the tables and the condition
 * @param parameters of the condition
 */
record DealerRows(
    String columns, String from, List<Object> parameters, String id, String state, String error) {

  private static final String URL = "d.COSD_URLWEBHOOK";

  /**
   * What people look for in a dealer: its code, its name and its host. Few URLs have the text at
   * all, and only those are taken apart.
   */
  static final String SEARCH =
      "(%s or (%s and %s and %s))"
          .formatted(
              TextSearch.condition("d.COSD_DEALERBAC", "d.COSD_NOMBREDEALER"),
              TextSearch.contains(URL),
              // Of its URL nothing else: the rest may hold a secret, which a search would find out.
              Cause.hasHost(URL),
              TextSearch.contains(Cause.hostOf(URL)));

  static final int SEARCH_PARAMETERS = 4;

  /** The dealers of a load, as they are now. */
  static DealerRows ofLoad(long loadId) {
    return ofLoad(
        "coalesce(d.COSD_INTENTOSWEBHOOK, 0)",
        "d.COSD_COCP_EVENTOCARGAPROCESOID = ?",
        List.of(loadId));
  }

  /** The dealers of a load for which the run at work has no result yet. */
  static DealerRows openOnes(long loadId) {
    return ofLoad(
        "case when d.COSD_ESTADOWEBHOOK = 'ENVIADO' then 1 else 0 end",
        """
        d.COSD_COCP_EVENTOCARGAPROCESOID = ?
           and coalesce(d.COSD_ESTADOWEBHOOK, 'PENDIENTE') not in ('EXITOSO', 'FALLIDO')""",
        List.of(loadId));
  }

  /** The dealers of a run at work that is for some only, for which it has no result yet. */
  static DealerRows openRecipients(long runId, long loadId) {
    String announced =
        """
        (select DEST_ENVIADO
           from CO_DS_DESTINATARIOS
          where DEST_COES_SINCCONTROLID = %d
            and DEST_COSD_EVENTOCARGASNAPDEALERID = d.COSD_EVENTOCARGASNAPDEALERID)\
        """
            .formatted(runId);
    return ofLoad(
        "case when %s = 1 then 'ENVIADO' else 'PENDIENTE' end".formatted(announced),
        announced,
        """
        d.COSD_COCP_EVENTOCARGAPROCESOID = ?
           and %s is not null
           and not exists (
               select 1
                 from CO_DS_RESULTADOS
                where RESU_COES_SINCCONTROLID = ?
                  and RESU_COSD_EVENTOCARGASNAPDEALERID = d.COSD_EVENTOCARGASNAPDEALERID)"""
            .formatted(announced),
        List.of(loadId, runId));
  }

  private static DealerRows ofLoad(String attempts, String condition, List<Object> parameters) {
    String state =
        """
        case when %s then 'NO_ENVIADO'
                    else coalesce(d.COSD_ESTADOWEBHOOK, 'PENDIENTE') end\
        """
            .formatted(NeverSent.CONDITION);
    return ofLoad(state, attempts, condition, parameters);
  }

  private static DealerRows ofLoad(
      String state, String attempts, String condition, List<Object> parameters) {
    return new DealerRows(
        """
        d.COSD_EVENTOCARGASNAPDEALERID as DEALERID, d.COSD_DEALERBAC as BAC,
               d.COSD_NOMBREDEALER as NOMBRE, %s as ESTADO, %s as INTENTOS,
               d.COSD_ULTIMOINTENTOWEBHOOK as ULTIMOINTENTO, d.COSD_DURACIONWEBHOOK as DURACION,
               d.COSD_CODIGOHTTP as CODIGOHTTP, d.COSD_ULTIMOERRORWEBHOOK as ERROR,
               c.COSC_TOKENCONFIRMACION as TOKEN"""
            .formatted(state, attempts),
        """
         from CO_EVENTOSCARGASNAPSHOTDEALERS d
         left join CO_SINCRONIZACIONCARGAPROCESODEALER c
           on c.COSC_COCP_EVENTOCARGAPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
          and c.COSC_DEALERBAC = d.COSD_DEALERBAC
        where %s"""
            .formatted(condition),
        parameters,
        "d.COSD_EVENTOCARGASNAPDEALERID",
        state,
        "d.COSD_ULTIMOERRORWEBHOOK");
  }

  /** The results of a run. */
  static DealerRows ofRun(long runId) {
    return new DealerRows(
        """
        r.RESU_COSD_EVENTOCARGASNAPDEALERID as DEALERID, d.COSD_DEALERBAC as BAC,
               d.COSD_NOMBREDEALER as NOMBRE, r.RESU_ESTADO as ESTADO, r.RESU_INTENTOS as INTENTOS,
               r.RESU_ULTIMOINTENTO as ULTIMOINTENTO, r.RESU_DURACION as DURACION,
               r.RESU_CODIGOHTTP as CODIGOHTTP, r.RESU_ERROR as ERROR, r.RESU_TOKEN as TOKEN""",
        """
         from CO_DS_RESULTADOS r
         left join CO_EVENTOSCARGASNAPSHOTDEALERS d
           on d.COSD_EVENTOCARGASNAPDEALERID = r.RESU_COSD_EVENTOCARGASNAPDEALERID
        where r.RESU_COES_SINCCONTROLID = ?""",
        List.of(runId),
        "r.RESU_COSD_EVENTOCARGASNAPDEALERID",
        "r.RESU_ESTADO",
        "r.RESU_ERROR");
  }

  /** Only the rows that match the filter. */
  DealerRows only(DealerFilter filter) {
    StringBuilder condition = new StringBuilder(from);
    List<Object> all = new ArrayList<>(parameters);
    if (filter.state() != null) {
      condition.append("\n   and ").append(state).append(" = ?");
      all.add(filter.state().name());
    }
    if (filter.search() != null) {
      condition.append("\n   and ").append(SEARCH);
      all.addAll(new TextSearch(filter.search()).parameters(SEARCH_PARAMETERS));
    }
    if (filter.cause() != null) {
      condition.append("\n   and ").append(Cause.isCause(error, filter.cause(), all));
    }
    if (filter.host() != null) {
      condition.append("\n   and ").append(Cause.hasHost(URL, filter.host()));
      if (!filter.host().equals(Cause.NO_HOST)) {
        all.add(filter.host());
      }
    }
    return new DealerRows(columns, condition.toString(), all, id, state, error);
  }

  String select() {
    return "select " + columns + "\n" + from;
  }

  /** The reason and the webhook of each. */
  String selectFailure() {
    return "select " + error + " as ERROR, d.COSD_URLWEBHOOK as URL\n" + from;
  }

  String selectIds() {
    return "select " + id + " as DEALERID\n" + from;
  }

  String selectCount() {
    return "select count(*)\n" + from;
  }
}
