package com.dealersync.dev;

import com.dealersync.testing.TestData;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what in production other applications write: two loads, both for all demo dealers. */
final class DemoData implements ApplicationRunner {

  static final String PRODUCT_LOAD = "productlist_demo_001";
  static final String CAMPAIGN_LOAD = "campaignlist_demo_001";

  private final List<Product> products;
  private final DemoDealers dealers;
  private final JdbcTemplate sql;
  private final Clock clock;

  DemoData(List<Product> products, DemoDealers dealers, JdbcTemplate sql, Clock clock) {
    this.products = products;
    this.dealers = dealers;
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    TestData data = new TestData(sql);
    List<Campaign> campaigns = DemoCampaigns.all();
    data.products(products.stream().map(Product::columns).toList());
    data.campaigns(campaigns.stream().map(Campaign::columns).toList());
    load(data.load("ProductList", PRODUCT_LOAD).records(products.size()));
    load(data.load("CampaignList", CAMPAIGN_LOAD).records(campaigns.size()));
  }

  private void load(TestData.LoadBuilder load) {
    load.loadedAt(LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
    for (DemoDealer dealer : dealers.all()) {
      DemoWebhook webhook = dealer.webhook();
      load.dealer(dealer.bac(), dealer.name(), dealer.dms(), webhook.url(), webhook.secret(), null);
    }
    load.insert();
  }
}
