package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
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

  @ParameterizedTest
  @ValueSource(strings = {"slow-lane=1000", "slow-after=1s", "slowLane=0"})
  void saysWhatHasReplacedASettingThatIsGone(String setting, CapturedOutput output) {
    runner
        .withPropertyValues("dealer-sync.delivery." + setting)
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(output).contains("ya no existe").contains("dealer-sync.delivery.waiting");
  }

  @Test
  void saysNothingOfSettingsThatNobodyHasSet(CapturedOutput output) {
    runner.run(context -> assertThat(context).hasNotFailed());

    assertThat(output).doesNotContain("ya no existe").doesNotContain("ulimit");
  }

  @Test
  void saysThatTheProcessMayOpenTooFewFilesForARun(CapturedOutput output) {
    DeliveryConfiguration.warnOfFewFiles(4_000, 4_000);
    assertThat(output).doesNotContain("ulimit");
    DeliveryConfiguration.warnOfFewFiles(4_000, 1_024);

    assertThat(output).contains("puede abrir 1024 archivos (ulimit -n)").contains("necesitar 4000");
  }

  @Test
  void showsHowManySendsMayUseTheNode() {
    runner
        .withPropertyValues("dealer-sync.delivery.parallelism=37")
        .run(context -> assertThat(places(context)).isEqualTo(37));
    runner.run(
        context ->
            assertThat(places(context))
                .isEqualTo(Math.min(512, 4 * Runtime.getRuntime().availableProcessors())));
  }

  private static double places(ApplicationContext context) {
    return context
        .getBean(MeterRegistry.class)
        .get("dealersync.delivery.parallelism")
        .gauge()
        .value();
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
                    .hasMessage(
                        "dealer-sync.delivery.parallelism debe ser un número de 1 a 512 o auto, no"
                            + " 513"));
  }
}
