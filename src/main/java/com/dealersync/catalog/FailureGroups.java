package com.dealersync.catalog;

import com.dealersync.catalog.FailureGroup.Host;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Sums up why dealers failed. The texts and addresses are taken apart here, not in three SQLs. */
@Component
public class FailureGroups {

  private static final int MOST_HOSTS = 10;

  private final JdbcTemplate sql;

  FailureGroups(JdbcTemplate sql) {
    this.sql = sql;
  }

  /** The largest group first. */
  public List<FailureGroup> ofLoad(long loadId) {
    return grouped(List.of(DealerRows.ofLoad(loadId)));
  }

  public List<FailureGroup> ofRun(long runId) {
    return grouped(List.of(DealerRows.ofRun(runId)));
  }

  private List<FailureGroup> grouped(List<DealerRows> sources) {
    Map<String, Map<String, Integer>> found = new HashMap<>();
    for (DealerRows source : sources) {
      DealerRows failed = source.only(new DealerFilter(DealerState.FALLIDO, null, null, null));
      sql.query(
          failed.selectFailure(),
          row -> {
            found
                .computeIfAbsent(Cause.of(row.getString("ERROR")), cause -> new HashMap<>())
                .merge(Cause.host(row.getString("URL")), 1, Integer::sum);
          },
          failed.parameters().toArray());
    }
    return found.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(FailureGroup::dealers)
                .reversed()
                .thenComparing(FailureGroup::cause))
        .toList();
  }

  private static FailureGroup group(String cause, Map<String, Integer> byHost) {
    return new FailureGroup(
        cause,
        byHost.values().stream().mapToInt(Integer::intValue).sum(),
        byHost.entrySet().stream()
            .map(host -> new Host(host.getKey(), host.getValue()))
            .sorted(Comparator.comparingInt(Host::dealers).reversed().thenComparing(Host::host))
            .limit(MOST_HOSTS)
            .toList());
  }
}
