package com.dealersync.delivery;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DeliveryConfiguration.class);

  /** Each did what the number of sends that wait for an answer does now. */
  private static final List<String> REMOVED =
      List.of("dealer-sync.delivery.slow-lane", "dealer-sync.delivery.slow-after");

  // What else a node has open: callers, the database, Redis, jars.
  private static final int OTHER_FILES = 1_000;

  @Bean
  FanOut fanOut(
      DeliveryProperties properties,
      Environment environment,
      ObjectProvider<BuildProperties> build,
      MeterRegistry meters,
      ObjectProvider<Tracer> tracer) {
    if (!properties.allow().isEmpty()) {
      log.warn(
          "⚠️ [DELIVERY] Webhooks permitidos sin https o en direcciones no públicas: {}",
          properties.allow());
    }
    for (String setting : REMOVED) {
      if (Binder.get(environment).bind(setting, Bindable.of(String.class)).isBound()) {
        log.warn(
            "⚠️ [DELIVERY] {} ya no existe y no tiene efecto: quien espera una respuesta ya no"
                + " ocupa lugar, y cuántos pueden esperar lo dice dealer-sync.delivery.waiting",
            setting);
      }
    }
    warnOfFewFiles(mostSockets(properties) + OTHER_FILES, mostFiles());
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

  /** Of one run: those in use, and those kept for later. */
  private static long mostSockets(DeliveryProperties properties) {
    int idle = IdleConnections.MOST_ORIGINS * properties.perOrigin();
    return properties.waiting() + Math.min(idle, properties.waiting());
  }

  static void warnOfFewFiles(long needed, long most) {
    if (most < needed) {
      log.warn(
          "⚠️ [DELIVERY] Este proceso puede abrir {} archivos (ulimit -n), y una sola ejecución"
              + " puede necesitar {}: conviene subir ese límite, o bajar"
              + " dealer-sync.delivery.waiting",
          most,
          needed);
    }
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
