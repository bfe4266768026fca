package com.dealersync.chaos;

import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Table;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Notes each change of a row that the guarantees speak of, in the transaction that makes it: with
 * the connection's application name, which is the node, and the time of the commit, which
 * PostgreSQL keeps.
 */
record Audit(JdbcTemplate sql) {

  /** The service must have created its tables. */
  void install() {
    sql.execute(
        """
        create table chaos_audit (
          id bigserial primary key,
          node text not null default current_setting('application_name'),
          kind text not null,
          row_key bigint not null,
          load_id bigint,
          before_state text,
          after_state text,
          attempt integer not null default 0,
          content boolean not null default true);

        create function chaos_run() returns trigger language plpgsql security definer as $$
        declare
          -- What follows a run stands in its row, and is taken away after its end.
          follow_up constant text[] := array[
            'coes_siguienteronda', 'coes_rondajobid', 'fechamodificacion', 'usuariomodificacion'];
        begin
          if tg_op = 'UPDATE' and new.coes_status not in ('PENDING', 'RUNNING')
              and to_jsonb(old) - follow_up = to_jsonb(new) - follow_up then
            return new;
          end if;
          insert into chaos_audit (kind, row_key, load_id, before_state, after_state, attempt, content)
          values ('RUN', new.coes_sinccontrolid, new.coes_cocp_eventprocesoid,
                  case when tg_op = 'UPDATE' then old.coes_status end, new.coes_status, new.coes_intento,
                  tg_op = 'INSERT'
                    or to_jsonb(old) - 'coes_latido' is distinct from to_jsonb(new) - 'coes_latido');
          return new;
        end $$;

        create function chaos_dealer() returns trigger language plpgsql security definer as $$
        begin
          insert into chaos_audit (kind, row_key, load_id, before_state, after_state)
          values ('DEALER', new.cosd_eventocargasnapdealerid, new.cosd_cocp_eventocargaprocesoid,
                  old.cosd_estadowebhook, new.cosd_estadowebhook);
          return new;
        end $$;

        create function chaos_confirmation() returns trigger language plpgsql security definer as $$
        begin
          insert into chaos_audit (kind, row_key, load_id, before_state, after_state)
          values ('CONFIRMATION', new.cosc_sincargaprocesodealerid, new.cosc_cocp_eventocargaprocesoid,
                  case when tg_op = 'UPDATE' then old.cosc_dealerbac end, new.cosc_dealerbac);
          return new;
        end $$;

        create trigger chaos_run after insert or update on co_eventoscargasinccontrol
          for each row execute function chaos_run();
        create trigger chaos_dealer after update on co_eventoscargasnapshotdealers
          for each row execute function chaos_dealer();
        create trigger chaos_confirmation after insert or update on co_sincronizacioncargaprocesodealer
          for each row execute function chaos_confirmation();
        """);
  }

  /** In the order of their commits. */
  List<Change> changes() {
    return sql.query(
        """
        select pg_xact_commit_timestamp(xmin) as at, xmin::text::bigint as tx, a.*
          from chaos_audit a
         order by at, id""",
        (row, i) ->
            new Change(
                row.getTimestamp("at").toInstant(),
                row.getLong("tx"),
                row.getString("node"),
                Table.valueOf(row.getString("kind")),
                row.getLong("row_key"),
                row.getLong("load_id"),
                row.getString("before_state"),
                row.getString("after_state"),
                row.getInt("attempt"),
                row.getBoolean("content")));
  }
}
