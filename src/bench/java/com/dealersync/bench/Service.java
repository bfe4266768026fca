package com.dealersync.bench;

import com.dealersync.DealerSyncApplication;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.payload.PayloadRenderer;
import com.dealersync.sync.RunQueries;
import com.dealersync.sync.RunView;
import com.dealersync.sync.StartCommand;
import com.dealersync.sync.StartResult;
import com.dealersync.sync.SyncStarter;
import com.dealersync.testing.TestEnvironment;
import java.io.Closeable;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole service as it ships, on the servers of a {@link Machine}. */
final class Service implements Closeable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ACTIVE =
      "select count(*) from CO_EVENTOSCARGASINCCONTROL where COES_PROCESOACTIVO is not null";

  private final ConfigurableApplicationContext context;
  private final JdbcClient sql;

  private Service(ConfigurableApplicationContext context) {
    this.context = context;
    sql = context.getBean(JdbcClient.class);
  }

  /** With so many webhooks in flight, to one origin and altogether. */
  static Service started(Machine machine, int parallelism) {
    return started(machine, parallelism, new StatementCount(false));
  }

  /** With the settings that it ships with, apart from the servers, to be reached over TLS. */
  static Service asShipped(Machine machine, Map<String, Object> more) {
    machine.tlsDealers();
    return start(machine, Map.of(), new StatementCount(false), more);
  }

  static Service started(Machine machine, int parallelism, StatementCount count) {
    return started(machine, parallelism, count, Map.of());
  }

  /** With settings that win over those that the service ships with. */
  static Service started(Machine machine, int parallelism, Map<String, Object> more) {
    return started(machine, parallelism, new StatementCount(false), more);
  }

  static Service started(
      Machine machine, int parallelism, StatementCount count, Map<String, Object> more) {
    Map<String, Object> places =
        Map.of(
            "dealer-sync.delivery.parallelism",
            Integer.toString(parallelism),
            "dealer-sync.delivery.per-origin",
            parallelism);
    return start(machine, places, count, more);
  }

  private static Service start(
      Machine machine, Map<String, Object> places, StatementCount count, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(places);
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", 0);
    settings.put("dealer-sync.delivery.allow", "127.0.0.1/32");
    settings.put("dealer-sync.delivery.timeout.first-byte", "5s");
    settings.put("dealer-sync.delivery.retry.delays", "");
    settings.put("dealer-sync.delivery.retry.tail-pass", "false");
    settings.put("dealer-sync.guard.most-lost", "off");
    // Every attempt is logged, as in production, but not to the terminal.
    settings.put("logging.threshold.console", "OFF");
    settings.put("logging.file.name", "target/bench/service.log");
    // Nothing is packed meanwhile.
    settings.put("logging.logback.rollingpolicy.max-file-size", "10GB");
    settings.putAll(Catalog.processTypes());
    var application =
        new SpringApplicationBuilder(DealerSyncApplication.class)
            .properties(settings)
            .initializers(
                new TestEnvironment(machine.database(), machine.redisUrl()),
                context ->
                    context
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("bench", more)),
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(StatementCount.class, () -> count));
    return new Service(application.run());
  }

  /** The bytes that each of so many webhooks gets. */
  byte[] payload(int rows, int webhooks) {
    return render(load(new Workload(0, 1, rows, new byte[0], n -> "")), webhooks);
  }

  byte[] render(Load load, int webhooks) {
    ProcessType type = context.getBean(ProcessTypes.class).find(load.processType()).orElseThrow();
    return context.getBean(PayloadRenderer.class).render(type, load, webhooks).bytes();
  }

  /** Reads the values of as many rows as a payload of that size has, and drops them. */
  void fetch(int rows) {
    JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
    jdbc.setFetchSize(1_000);
    // In a transaction, without which PostgreSQL fetches everything at once.
    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            transaction ->
                jdbc.query(
                    Catalog.sql(rows),
                    (ResultSet row) -> {
                      for (int i = 1; i <= 8; i++) {
                        row.getObject(i);
                      }
                    }));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Ends every run and frees every lock, as if all had been worked off. */
  void endAllRuns() {
    sql.sql(
            """
            update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'FAILED', COES_FECHAFIN = localtimestamp
             where COES_PROCESOACTIVO is not null""")
        .update();
    bean(RedisConnectionFactory.class).getConnection().serverCommands().flushDb();
  }

  /** A new load without dealers. */
  Load load(String processType) {
    long id =
        sql.sql(
                """
                insert into CO_EVENTOSCARGAPROCESO
                  (COCP_PROCESO, COCP_FECHACARGA, COCP_IDCARGA, COCP_ESTATUS)
                values (?, timestamp '2025-01-07 10:30:00', ?, 'PENDIENTE')
                returning COCP_EVENTOCARGAPROCESOID""")
            .params(processType, UUID.randomUUID().toString())
            .query(Long.class)
            .single();
    return bean(Loads.class).findById(id).orElseThrow();
  }

  /** A new load with the workload's dealers. */
  Load load(Workload work) {
    Load load = load(Catalog.nameOf(work.rows()));
    sql.sql(
            """
            insert into CO_EVENTOSCARGASNAPSHOTDEALERS
              (COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_NOMBREDEALER, COSD_DMS,
               COSD_URLWEBHOOK, COSD_SECRETKEY)
            select ?, bac, 'Automotriz del Noroeste ' || bac, 'GDMS', url, secret
              from unnest(?, ?, ?) as dealer (bac, url, secret)""")
        .params(
            load.id(),
            work.numbers().mapToObj(Workload::bac).toArray(String[]::new),
            work.numbers().mapToObj(work::url).toArray(String[]::new),
            work.numbers().mapToObj(Workload::secret).toArray(String[]::new))
        .update();
    sql.sql("analyze CO_EVENTOSCARGASNAPSHOTDEALERS").update();
    return load;
  }

  /** From the request to the run's final state, all results committed. */
  RunView run(Load load) {
    var command =
        new StartCommand(
            load.processType(), load.idCarga(), new Caller("bench", "127.0.0.1", "bench"));
    StartResult result = context.getBean(SyncStarter.class).start(command);
    if (!(result instanceof StartResult.Accepted accepted)) {
      throw new IllegalStateException("Not accepted: " + result);
    }
    RunQueries runs = context.getBean(RunQueries.class);
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollDelay(Duration.ofMillis(10))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> hasEnded(accepted.syncControlId()));
    return runs.find(accepted.syncControlId()).orElseThrow();
  }

  /**
   * Runs a load, and tells when its job was ready to send.
   *
   * @param request starts the run
   */
  long runFrom(Runnable request, Load load, int dealers) {
    CompletableFuture<Long> atWork = new CompletableFuture<>();
    try (LogWatch log = LogWatch.of("com.dealersync.sync.Synchronisation", "🚀", atWork)) {
      runBy(request, load, dealers);
      return atWork.join();
    }
  }

  /**
   * Waits until a load has reached all of its dealers and its run has ended, in whatever process.
   *
   * @param request starts the run
   */
  void runBy(Runnable request, Load load, int dealers) {
    request.run();
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> bean(LoadProgress.class).tally(load.id()).confirmed() == dealers);
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> sql.sql(ACTIVE).query(Long.class).single() == 0);
  }

  /** Asked often, so without the detour through entities. */
  private boolean hasEnded(long run) {
    return sql.sql(
            "select COES_PROCESOACTIVO is null from CO_EVENTOSCARGASINCCONTROL where"
                + " COES_SINCCONTROLID = ?")
        .param(run)
        .query(Boolean.class)
        .single();
  }

  /**
   * @throws IllegalStateException unless each of the dealers has confirmed
   */
  void runToSuccess(Load load, int dealers) {
    RunView run = run(load);
    if (!Integer.valueOf(dealers).equals(run.dealers().confirmed())) {
      throw new IllegalStateException("Not all confirmed: " + run);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
