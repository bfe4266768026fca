package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class DeliveryConfigurationIntegrationTests {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(SimpleMeterRegistry.class)
          .withUserConfiguration(WithDelivery.class);

  @EnableConfigurationProperties(DeliveryProperties.class)
  @Import(DeliveryConfiguration.class)
  static class WithDelivery {}

  @Test
  void startsWithDefaultsAndAllowsNothing(CapturedOutput output) {
    runner.run(context -> assertThat(context).hasSingleBean(FanOut.class));

    assertThat(output).doesNotContain("Webhooks permitidos");
  }

  @Test
  void showsAtTheStartWhatIsAllowedBeyondTheRules(CapturedOutput output) {
    runner
        .withPropertyValues("dealer-sync.delivery.allow=10.0.0.0/8,dms.interno")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output).contains("Webhooks permitidos", "[10.0.0.0/8, dms.interno]");
  }

  @Test
  void saysThroughWhichProxyWebhooksGoAndWhatCannotBeCheckedThen(CapturedOutput output) {
    runner
        .withPropertyValues(
            "dealer-sync.delivery.proxy.url=http://proxy.example:3128",
            "dealer-sync.delivery.proxy.username=envios",
            "dealer-sync.delivery.proxy.password=s3cret",
            "dealer-sync.delivery.proxy.no-proxy=.interno")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output)
        .contains("por el proxy proxy.example:3128 (con usuario y contraseña), salvo [.interno]")
        .contains("ahí no se puede revisar su dirección")
        .doesNotContain("s3cret");
  }

  @Test
  void refusesToStartWithAValueOutOfRange() {
    runner
        .withPropertyValues("dealer-sync.delivery.parallelism=513")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage("dealer-sync.delivery.parallelism debe ser 1–512, no 513"));
  }
}
