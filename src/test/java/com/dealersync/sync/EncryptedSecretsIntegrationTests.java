package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.SecretRotationApplication;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Dealers' secrets are encrypted in the database; what do the dealers get? */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.secrets.current=k1",
      "dealer-sync.secrets.keys.k1=" + EncryptedSecretsIntegrationTests.KEY
    })
class EncryptedSecretsIntegrationTests {

  static final String KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

  private static final String OTHER_KEY = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";
  private static final DealerServer DEALERS = DealerServer.started();
  private static final String REASON =
      "El secreto del webhook está cifrado y no se pudo leer: falta su clave o fue alterado."
          + " Dé al servicio la clave con la que se cifró, o registre el secreto otra vez.";

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired Environment environment;

  @AfterEach
  void forget() {
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
    sql.update("delete from CO_EVENTOSCARGASNAPSHOTDEALERS");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void theDealerGetsTheSameMessageWhetherItsSecretIsEncryptedOrNot(CapturedOutput log) {
    // The two share a webhook and a secret, and so a message.
    data.load("ProductList", "same")
        .dealer("same-1", DEALERS.url() + "/same", "s3cret-of-both")
        .dealer("same-2", DEALERS.url() + "/same", "s3cret-of-both")
        .insert();
    DEALERS.answerWith(request -> new Answer(400, "no"));
    run("same");
    rotate("k1", KEY);
    run("same");

    assertThat(secrets()).hasSize(2).doesNotHaveDuplicates();
    assertThat(secrets()).allMatch(secret -> secret.startsWith("enc:v1:k1:"));
    assertThat(DEALERS.received()).hasSize(2);
    assertThat(DEALERS.received())
        .extracting(request -> request.headers().get("webhook-id"))
        .containsOnly(DEALERS.received().getFirst().headers().get("webhook-id"));
    assertThat(DEALERS.received())
        .allMatch(request -> request.headers().get("X-Webhook-Secret").equals("s3cret-of-both"))
        .allMatch(request -> request.headers().get("X-GM-Dealers").equals("same-1,same-2"));
    assertThat(log.getAll()).doesNotContain("s3cret-of-both").doesNotContain(KEY);
  }

  @Test
  void aSecretThatCannotBeReadFailsItsDealerAndNoOther() {
    data.load("ProductList", "some")
        .dealer("tampered", DEALERS.url() + "/tampered", "enc:v1:k1:" + "A".repeat(60))
        .dealer("keyless", DEALERS.url() + "/keyless", "enc:v1:k0:" + "A".repeat(60))
        .dealer("plain", DEALERS.url() + "/plain", "s3cret-plain")
        .insert();

    run("some");

    assertThat(DEALERS.received()).extracting(request -> request.path()).containsExactly("/plain");
    assertThat(
            sql.queryForList(
                "select COSD_DEALERBAC, COSD_ESTADOWEBHOOK, COSD_ULTIMOERRORWEBHOOK"
                    + " from CO_EVENTOSCARGASNAPSHOTDEALERS order by COSD_DEALERBAC"))
        .extracting(
            row ->
                Stream.of("COSD_DEALERBAC", "COSD_ESTADOWEBHOOK", "COSD_ULTIMOERRORWEBHOOK")
                    .map(row::get)
                    .toList()
                    .toString())
        .containsExactly(
            "[keyless, FALLIDO, " + REASON + "]",
            "[plain, EXITOSO, null]",
            "[tampered, FALLIDO, " + REASON + "]");
    assertThat(
            sql.queryForObject(
                "select COES_STATUS from CO_EVENTOSCARGASINCCONTROL where COES_IDCARGA = 'some'",
                String.class))
        .isEqualTo("COMPLETED");
  }

  @Test
  void rotatingEncryptsBothSecretsOfEveryDealerAnew() {
    data.load("ProductList", "many").dealers(1_234, DEALERS.url(), "s3cret").insert();
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_SECRETKEYANTERIOR = 's3cret-before'");
    rotate("k1", KEY);
    assertThat(secrets()).hasSize(1_234).allMatch(secret -> secret.startsWith("enc:v1:k1:"));

    rotate("k2", OTHER_KEY);

    assertThat(secrets()).hasSize(1_234).allMatch(secret -> secret.startsWith("enc:v1:k2:"));
    assertThat(
            sql.queryForList(
                "select COSD_SECRETKEYANTERIOR from CO_EVENTOSCARGASNAPSHOTDEALERS", String.class))
        .allMatch(secret -> secret.startsWith("enc:v1:k2:"));
  }

  @Test
  void rotatingLeavesAndNamesWhatItCannotRead() {
    data.load("ProductList", "left")
        .dealer("unreadable", DEALERS.url() + "/x", "enc:v1:gone:" + "A".repeat(60))
        .dealer("endless", DEALERS.url() + "/y", "x".repeat(500))
        .dealer("good", DEALERS.url() + "/z", "s3cret")
        .insert();

    assertThatThrownBy(() -> rotate("k1", KEY))
        .hasMessageContaining("2 secretos quedaron como estaban");
    assertThat(secrets())
        .contains("enc:v1:gone:" + "A".repeat(60), "x".repeat(500))
        .anyMatch(secret -> secret.startsWith("enc:v1:k1:"));
  }

  private void rotate(String current, String key) {
    SecretRotationApplication.run(
        Stream.concat(
                Stream.of("url", "username", "password")
                    .map("spring.datasource."::concat)
                    .map(name -> "--" + name + "=" + environment.getProperty(name)),
                Stream.of(
                    "--dealer-sync.secrets.rotate=true",
                    "--dealer-sync.secrets.current=" + current,
                    "--dealer-sync.secrets.keys.k1=" + KEY,
                    "--dealer-sync.secrets.keys." + current + "=" + key))
            .distinct()
            .toArray(String[]::new));
  }

  private void run(String idCarga) {
    StartResult started =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    handler.run(new SyncJob(((StartResult.Accepted) started).syncControlId(), null));
  }

  private List<String> secrets() {
    return sql.queryForList(
        "select COSD_SECRETKEY from CO_EVENTOSCARGASNAPSHOTDEALERS", String.class);
  }
}
