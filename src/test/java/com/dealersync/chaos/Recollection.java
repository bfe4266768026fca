package com.dealersync.chaos;

import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Confirmation;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.FollowUp;
import com.dealersync.chaos.History.Load;
import com.dealersync.chaos.History.Lock;
import com.dealersync.chaos.History.Pause;
import com.dealersync.chaos.History.Run;
import com.dealersync.chaos.History.Turn;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the tables and Redis say at the end. */
record Recollection(JdbcTemplate sql, String redisUrl) {

  private static final String LOCKS = "lock:sync:";

  History of(
      List<Answer> answers,
      List<Arrival> arrivals,
      List<Change> changes,
      List<Pause> pauses,
      List<List<String>> redis,
      int mostRounds) {
    return new History(
        answers,
        arrivals.stream().sorted(Comparator.comparing(Arrival::at)).toList(),
        changes,
        pauses,
        loads(),
        runs(),
        dealers(),
        confirmations(),
        locks(),
        redis,
        new FollowUp(mostRounds, rounds(), passing(), resent(), told()));
  }

  private List<Turn> rounds() {
    return sql.query(
        "select * from CO_EVENTOSCARGASINCCONTROL where COES_REENVIO = 0 order by COES_SINCCONTROLID",
        (row, i) ->
            new Turn(
                row.getLong("COES_SINCCONTROLID"),
                row.getLong("COES_COCP_EVENTPROCESOID"),
                row.getInt("COES_RONDA"),
                row.getString("COES_RONDAJOBID") != null));
  }

  private Set<Long> passing() {
    return keys(
        """
        select COSD_EVENTOCARGASNAPDEALERID from CO_EVENTOSCARGASNAPSHOTDEALERS
         where COSD_ESTADOWEBHOOK = 'FALLIDO' and COSD_FALLOPASAJERO = 1\
        """);
  }

  private Set<Long> resent() {
    return keys("select DEST_COSD_EVENTOCARGASNAPDEALERID from CO_DS_DESTINATARIOS");
  }

  private Set<Long> keys(String query) {
    return Set.copyOf(sql.queryForList(query, Long.class));
  }

  private List<String> told() {
    return sql.queryForList("select AVIS_CLAVE from CO_DS_AVISOS", String.class);
  }

  private List<Load> loads() {
    return sql.query(
        "select * from CO_EVENTOSCARGAPROCESO",
        (row, i) ->
            new Load(
                row.getLong("COCP_EVENTOCARGAPROCESOID"),
                row.getString("COCP_PROCESO"),
                row.getString("COCP_IDCARGA"),
                row.getString("COCP_ESTATUS"),
                row.getInt("COCP_DEALERSTOTALES"),
                row.getInt("COCP_DEALERSSINCRONIZADOS")));
  }

  private List<Run> runs() {
    return sql.query(
        "select * from CO_EVENTOSCARGASINCCONTROL order by COES_SINCCONTROLID",
        (row, i) ->
            new Run(
                row.getLong("COES_SINCCONTROLID"),
                row.getString("COES_PROCESSTYPE"),
                row.getLong("COES_COCP_EVENTPROCESOID"),
                row.getString("COES_PROCESOID"),
                row.getString("COES_STATUS"),
                row.getInt("COES_INTENTO"),
                row.getString("COES_RESULTADO"),
                row.getInt("COES_WEBHOOKSTOTALES"),
                row.getInt("COES_WEBHOOKSPROCESADOS"),
                row.getInt("COES_WEBHOOKSFALLIDOS"),
                row.getObject("COES_DEALERSTOTALES", Integer.class),
                row.getInt("COES_DEALERSEXITOSOS"),
                row.getInt("COES_DEALERSFALLIDOS"),
                row.getInt("COES_DEALERSNOENVIADOS"),
                row.getString("COES_ERRORMESSAGE")));
  }

  private List<Dealer> dealers() {
    return sql.query(
        "select * from CO_EVENTOSCARGASNAPSHOTDEALERS order by COSD_EVENTOCARGASNAPDEALERID",
        (row, i) ->
            new Dealer(
                row.getLong("COSD_EVENTOCARGASNAPDEALERID"),
                row.getLong("COSD_COCP_EVENTOCARGAPROCESOID"),
                row.getString("COSD_DEALERBAC"),
                row.getString("COSD_URLWEBHOOK"),
                row.getString("COSD_ESTADOWEBHOOK"),
                row.getString("COSD_ULTIMOERRORWEBHOOK")));
  }

  private List<Confirmation> confirmations() {
    return sql.query(
        "select * from CO_SINCRONIZACIONCARGAPROCESODEALER",
        (row, i) ->
            new Confirmation(
                row.getLong("COSC_COCP_EVENTOCARGAPROCESOID"),
                row.getString("COSC_DEALERBAC"),
                row.getString("COSC_TOKENCONFIRMACION")));
  }

  private List<Lock> locks() {
    try (RedisClient client = RedisClient.create(redisUrl);
        var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      return redis.keys(LOCKS + "*").stream()
          .flatMap(
              key -> {
                String holder = redis.get(key);
                return holder == null
                    ? Stream.<Lock>empty()
                    : Stream.of(new Lock(key.substring(LOCKS.length()), holder));
              })
          .toList();
    }
  }
}
