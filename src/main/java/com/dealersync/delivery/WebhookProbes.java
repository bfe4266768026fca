package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Opens probes of webhooks, with the service's settings for deliveries. */
@Component
public final class WebhookProbes {
  private final DeliveryProperties properties;
  private final Network network;
  private final X509ExtendedTrustManager trusted;
  private final String userAgent;

  @Autowired
  WebhookProbes(DeliveryProperties properties, ObjectProvider<BuildProperties> build) {
    this(
        properties,
        Network.ofJvm(),
        WatchedTrust.ofJvm(),
        build.stream().map(BuildProperties::getVersion).findFirst().orElse("dev"));
  }

  WebhookProbes(
      DeliveryProperties properties,
      Network network,
      X509ExtendedTrustManager trusted,
      String version) {
    this.properties = properties;
    this.network = network;
    this.trusted = trusted;
    userAgent = "dealer-sync/" + version;
  }

  /**
   * Dials nothing yet.
   *
   * @param url as a dealer has registered it
   * @param patience how long an answer is waited for at most, where deliveries wait longer
   */
  public WebhookProbe of(String url, Duration patience) {
    return new WebhookProbe(url, properties, network, trusted, userAgent, patience);
  }

  /**
   * What a message to this dealer is signed with beside its secret.
   *
   * @param now in the zone of the snapshot's dates
   */
  public List<String> previousSecrets(SnapshotDealer dealer, ZonedDateTime now) {
    return DeliveryPlan.of(
            0, List.of(dealer), previous -> properties.rotation().covers(previous, now))
        .groups()
        .stream()
        .flatMap(group -> group.previousSecrets().stream())
        .toList();
  }
}
