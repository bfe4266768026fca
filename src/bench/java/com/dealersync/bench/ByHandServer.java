package com.dealersync.bench;

import byhand.ByHand;
import com.dealersync.testing.TestEnvironment;
import java.io.Closeable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@link ByHand} at work, on the servers of a {@link Machine}. */
record ByHandServer(ConfigurableApplicationContext context) implements Closeable {

  static ByHandServer started(Machine machine) {
    return new ByHandServer(
        new SpringApplicationBuilder(ByHand.class)
            .properties(ByHand.SETTINGS)
            .initializers(new TestEnvironment(machine.database(), machine.redisUrl()))
            .run(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--logging.threshold.console=OFF",
                "--jobrunr.background-job-server.enabled=false"));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
