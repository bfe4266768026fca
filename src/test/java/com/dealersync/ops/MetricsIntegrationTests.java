package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What Prometheus reads after real runs. */
@OpsTest
class MetricsIntegrationTests {

  private static final Set<String> LABELS =
      Set.of(
          "process_type",
          "fault",
          "outcome",
          "session",
          "result",
          "state",
          "action",
          "event",
          "component",
          "le");
  private static final String TYPE = "process_type";

  private final DealerServer dealers = DealerServer.started();

  @Autowired OpsClient ops;
  @Autowired TestData data;

  @BeforeEach
  void oneOfThreeRefuses() {
    dealers.answerWith(
        request ->
            request.path().endsWith("/3")
                ? new DealerServer.Answer(401, "{}")
                : DealerServer.confirm(request));
  }

  @AfterEach
  void close() {
    dealers.close();
  }

  @Test
  void countsWhatARunDoes() {
    data.load("ProductList", "metered").dealers(3, dealers.url(), "s").insert();
    data.load("ProductList", "metered-busy").dealers(1, dealers.url(), "s").insert();
    Scrape before = ops.scrape();
    dealers.hold();
    long run = OpsClient.runOf(ops.start("ProductList", "metered", "m-1"));
    assertThat(ops.start("ProductList", "metered-busy", "m-2").statusCode()).isEqualTo(409);
    awaitInFlight(3);

    Scrape during = ops.scrape();
    assertThat(during.sum("dealersync_runs_active", TYPE, "ProductList")).isEqualTo(1);
    assertThat(during.sum("dealersync_heartbeat_age_seconds", TYPE, "ProductList"))
        .isBetween(0.0, 60.0);
    assertThat(during.sum("dealersync_lease_remaining_seconds", TYPE, "ProductList"))
        .isBetween(480.0, 540.0);

    dealers.release();
    ops.awaitEnd(run);
    Scrape after = ops.scrape();

    assertThat(after.sum("dealersync_runs_active", TYPE, "ProductList")).isZero();
    assertThat(after.sum("dealersync_heartbeat_age_seconds", TYPE, "ProductList")).isNaN();
    assertThat(after.sum("dealersync_deliveries_in_flight")).isZero();
    increased(before, after, 1, "dealersync_sync_requests_total", "outcome", "accepted");
    increased(before, after, 1, "dealersync_sync_requests_total", "outcome", "busy");
    increased(before, after, 1, "dealersync_locks_total", "outcome", "acquired");
    increased(before, after, 1, "dealersync_locks_total", "outcome", "taken_over");
    increased(before, after, 1, "dealersync_locks_total", "outcome", "refused");
    increased(before, after, 1, "dealersync_locks_total", "outcome", "released");
    increased(before, after, 1, "dealersync_runs_total", "result", "parcial");
    increased(before, after, 1, "dealersync_run_duration_seconds_count", TYPE, "ProductList");
    increased(before, after, 2, "dealersync_deliveries_total", "outcome", "confirmed");
    increased(before, after, 1, "dealersync_deliveries_total", "outcome", "failed");
    increased(before, after, 2, "dealersync_delivery_attempts_total", "outcome", "confirmed");
    increased(before, after, 1, "dealersync_delivery_attempts_total", "outcome", "rejected");
    increased(before, after, 3, "dealersync_delivery_latency_seconds_count");
  }

  @Test
  void hasEveryFamilyFromTheStartOrTheFirstRunOn() {
    run("every-family");

    assertThat(ops.scrape().families())
        .contains(
            "dealersync_sync_requests_total",
            "dealersync_locks_total",
            "dealersync_lease_remaining_seconds",
            "dealersync_heartbeat_age_seconds",
            "dealersync_runs_active",
            "dealersync_runs_total",
            "dealersync_run_duration_seconds",
            "dealersync_notices_total",
            "dealersync_notices_waiting",
            "dealersync_process_paused",
            "dealersync_run_age_seconds",
            "dealersync_run_silence_seconds",
            "dealersync_fenced_out_writes_total",
            "dealersync_orphans_replaced_total",
            "dealersync_deliveries_total",
            "dealersync_delivery_attempts_total",
            "dealersync_delivery_latency_seconds",
            "dealersync_deliveries_in_flight",
            "dealersync_delivery_breakers",
            "dealersync_delivery_handshakes_total",
            "dealersync_watchdog_actions_total",
            "dealersync_watchdog_rounds_total",
            "dealersync_job_server_state",
            "dealersync_job_server_revivals_total",
            "dealersync_component_up");
    assertThat(ops.scrape().sum("dealersync_job_server_state", "state", "working")).isEqualTo(1);
  }

  @Test
  void showsWhetherTheServersThatItNeedsAnswer() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(ops.scrape().sum("dealersync_component_up"))
                    .as("database and Redis")
                    .isEqualTo(2));
  }

  @Test
  void noLabelGrowsWithLoadsOrDealers() {
    run("first-of-its-kind");
    Scrape one = ops.scrape();
    run("second-of-its-kind");
    Scrape two = ops.scrape();

    assertThat(two.values().keySet()).isEqualTo(one.values().keySet());
    assertThat(two.values().keySet())
        .allSatisfy(series -> assertThat(LABELS).containsAll(series.labels().keySet()));
    assertThat(
            two.values().keySet().stream()
                .map(series -> series.labels().getOrDefault(TYPE, "ProductList"))
                .collect(Collectors.toSet()))
        .isEqualTo(Set.of("ProductList", "CampaignList"));
  }

  @Test
  void promtoolFindsNothingToCorrectInTheNames() throws Exception {
    run("linted");

    Promtool.Verdict verdict = Promtool.judge(ops.scrape().text(), "check", "metrics");

    assertThat(verdict).isEqualTo(new Promtool.Verdict(0, ""));
  }

  private void run(String idCarga) {
    data.load("ProductList", idCarga).dealers(3, dealers.url(), "s").insert();
    ops.awaitEnd(OpsClient.runOf(ops.start("ProductList", idCarga, idCarga)));
  }

  private void awaitInFlight(int sends) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ops.scrape().sum("dealersync_deliveries_in_flight") == sends);
  }

  private static void increased(
      Scrape before, Scrape after, double by, String name, String... labels) {
    assertThat(after.sum(name, labels) - before.sum(name, labels))
        .as(name + List.of(labels))
        .isEqualTo(by);
  }
}
