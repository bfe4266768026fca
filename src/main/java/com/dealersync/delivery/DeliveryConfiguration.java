package com.dealersync.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

  @Bean
  FanOut fanOut(
      DeliveryProperties properties,
      ObjectProvider<BuildProperties> build,
      MeterRegistry meters,
      ObjectProvider<Tracer> tracer) {
    if (!properties.allow().isEmpty()) {
      log.warn(
          "⚠️ [DELIVERY] Webhooks permitidos sin https o en direcciones no públicas: {}",
          properties.allow());
    }
    OutboundProxy proxy = OutboundProxy.of(properties.proxy());
    if (proxy != null) {
      log.info(
          "🌐 [DELIVERY] Los webhooks salen por el proxy {} ({}), salvo {}. El host que este nodo"
              + " no encuentra lo busca el proxy: ahí no se puede revisar su dirección, así que el"
              + " proxy no debe dejar llegar a la red interna",
          proxy,
          proxy.hasCredentials() ? "con usuario y contraseña" : "sin usuario",
          properties.proxy().noProxy());
    }
    String version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("dev");
    return new FanOut(
        properties, Network.ofJvm(), version, new DeliveryMetrics(meters), tracer.getIfAvailable());
  }
}
