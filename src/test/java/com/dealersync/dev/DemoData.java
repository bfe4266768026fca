package com.dealersync.dev;

import com.dealersync.testing.TestData;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what in production other applications write: two loads, both for all demo dealers, and one
 * of yesterday that they have.
 */
final class DemoData implements ApplicationRunner {

  static final String PRODUCT_LOAD = "productlist_demo_001";
  static final String CAMPAIGN_LOAD = "campaignlist_demo_001";

  private final List<Product> products;
  private final DemoDealers dealers;
  private final PreviousLoad previous;
  private final JdbcTemplate sql;
  private final Clock clock;

  DemoData(
      List<Product> products,
      DemoDealers dealers,
      PreviousLoad previous,
      JdbcTemplate sql,
      Clock clock) {
    this.products = products;
    this.dealers = dealers;
    this.previous = previous;
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    TestData data = new TestData(sql);
    List<Campaign> campaigns = DemoCampaigns.all();
    List<Object[]> rows = products.stream().map(Product::columns).toList();
    int before = Math.max(1, rows.size() - 1);
    data.products(rows.subList(0, before));
    previous.insert(data, dealers.all(), now().minusDays(1));
    data.products(rows.subList(before, rows.size()));
    data.campaigns(campaigns.stream().map(Campaign::columns).toList());
    load(data.load("ProductList", PRODUCT_LOAD).records(products.size()));
    load(data.load("CampaignList", CAMPAIGN_LOAD).records(campaigns.size()));
  }

  private void load(TestData.LoadBuilder load) {
    load.loadedAt(now());
    for (DemoDealer dealer : dealers.all()) {
      DemoWebhook webhook = dealer.webhook();
      load.dealer(dealer.bac(), dealer.name(), dealer.dms(), webhook.url(), webhook.secret(), null);
    }
    load.insert();
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
  }
}
