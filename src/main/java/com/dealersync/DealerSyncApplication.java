package com.dealersync;

import com.dealersync.catalog.SecretRotationApplication;
import com.dealersync.probe.ProbeApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The production service: needs a database, a Redis and a token key, and says so if one is missing.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DealerSyncApplication {

  public static void main(String[] args) {
    if (SecretRotationApplication.isWanted(args)) {
      SecretRotationApplication.run(args);
    } else if (ProbeApplication.isWanted(args)) {
      System.exit(ProbeApplication.run(args));
    } else {
      SpringApplication.run(DealerSyncApplication.class, args);
    }
  }
}
