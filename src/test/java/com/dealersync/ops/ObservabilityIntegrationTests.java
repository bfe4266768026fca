package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The alerts and the dashboard, which Prometheus and Grafana read as they are. */
@OpsTest
class ObservabilityIntegrationTests {

  private static final Path SHIPPED = Path.of("src/main/observability");
  private static final Path RULES = SHIPPED.resolve("prometheus/alerts.yml");
  private static final Path DASHBOARD = SHIPPED.resolve("grafana/dashboards/dealer-sync.json");
  private static final Pattern METRIC = Pattern.compile("dealersync_\\w+");

  @Autowired OpsClient ops;
  @Autowired TestData data;

  @Test
  void theRulesFireWhenTheyShouldAndNotBefore() throws Exception {
    accepts("test", "rules", "src/test/observability/alerts.test.yml");
  }

  @Test
  void prometheusTakesTheRulesAndTheConfiguration() throws Exception {
    accepts("check", "rules", RULES.toString());
    accepts(
        "check",
        "config",
        "--syntax-only",
        SHIPPED.resolve("prometheus/prometheus.yml").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/alerts.yml", "grafana/dashboards/dealer-sync.json"})
  void nameOnlyMetricsThatExist(String file) throws Exception {
    try (DealerServer dealers = DealerServer.started()) {
      data.load("ProductList", "named-" + file.length()).dealers(1, dealers.url(), "s").insert();
      ops.awaitEnd(
          OpsClient.runOf(ops.start("ProductList", "named-" + file.length(), "observability")));
    }

    Set<String> named = metricsIn(SHIPPED.resolve(file));

    assertThat(named).hasSizeGreaterThan(4);
    assertThat(ops.scrape().names()).containsAll(named);
  }

  @Test
  void theDashboardIsWhatGrafanaReads() throws Exception {
    assertThat(new ObjectMapper().readTree(DASHBOARD.toFile()).at("/panels"))
        .hasSizeGreaterThan(10)
        .allSatisfy(panel -> assertThat(panel.at("/targets/0/expr").asText()).isNotEmpty());
  }

  private static void accepts(String... arguments) throws Exception {
    Promtool.Verdict verdict = Promtool.judge("", arguments);
    assertThat(verdict.exit()).as(verdict.output()).isZero();
  }

  private static Set<String> metricsIn(Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(Files.readString(file)).results().forEach(name -> names.add(name.group()));
    return names;
  }
}
