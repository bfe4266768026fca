package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class DealersCsvApiIntegrationTests {

  private static final String TABLE = "CO_EVENTOSCARGASNAPSHOTDEALERS";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;
  @Autowired DataSource database;

  @Value("${local.server.port}")
  int port;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void givesTheDealersOfARunAsAFile() {
    long run = scene.completedRun();

    Answer answer = csv(run, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/csv;charset=utf-8");
    assertThat(answer.header("Content-Disposition"))
        .hasValue("attachment; filename=\"dealers-%d.csv\"".formatted(run));
    assertThat(answer.body())
        .isEqualTo(
            """
            \uFEFFBAC,Nombre,Estado,Intentos,"Último intento","Duración (ms)","Código HTTP",Error,Token
            BAC001,"Dealer BAC001",EXITOSO,1,"2025-01-07 10:00:20",840,200,,ACK-0001
            BAC002,"Dealer BAC002",FALLIDO,3,"2025-01-07 10:00:20",1250,500,"HTTP 500: Internal Server Error",
            BAC003,"Dealer BAC003",FALLIDO,0,,,,"Omitido: no tiene URL de webhook. Regístrela en el snapshot de la carga e inicie la carga otra vez.",
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({"?estado=FALLIDO, 2", "?buscar=c001, 1", "?estado=FALLIDO&buscar=c001, 0", "'', 3"})
  void filtersTheDealers(String query, int expected) throws IOException {
    assertThat(rows(csv(scene.completedRun(), query).body())).hasSize(1 + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://a.mx\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1"
      })
  void letsNothingBeAFormula(String text) throws IOException {
    long run = scene.completedRun();
    sql.update(
        "update %s set COSD_DEALERBAC = ?, COSD_NOMBREDEALER = ?".formatted(TABLE), text, text);
    sql.update("update %s set COSD_ULTIMOERRORWEBHOOK = ?".formatted(TABLE), text);
    sql.update(
        "update CO_SINCRONIZACIONCARGAPROCESODEALER set COSC_DEALERBAC = ?, COSC_TOKENCONFIRMACION"
            + " = ?",
        text,
        text);

    String[] row = rows(csv(run, "").body()).get(1);

    assertThat(List.of(row[0], row[1], row[7], row[8])).containsOnly("'" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b;c", "dice \"sí\"", "dos\r\nlíneas", " con espacios ", "😀 ñÁ", "a=b", "'x"})
  void keepsEveryOtherText(String text) throws IOException {
    long run = scene.completedRun();
    sql.update("update %s set COSD_NOMBREDEALER = ?".formatted(TABLE), text);

    assertThat(rows(csv(run, "").body()).get(2)[1]).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "00123, true",
    "0, false",
    "7, false",
    "123456, false",
    "12345678901, false",
    "123456789012, true",
    "12345678901234567890, true",
    "1E5, true",
    "1-2, true",
    "12/03, true",
    "1.50, true",
    "MAR1, true",
    "1-dic, true",
    "SEPT2, true",
    "MX00123, false",
    "0123A, false",
    "MARTE, false",
    "G-12, false",
  })
  void keepsACodeThatASpreadsheetWouldChange(String code, boolean isProtected) throws IOException {
    long run = scene.completedRun();
    sql.update("update %s set COSD_DEALERBAC = ?".formatted(TABLE), code);

    assertThat(rows(csv(run, "").body()).get(1)[0]).isEqualTo(isProtected ? "'" + code : code);
  }

  @Test
  void separatesByASemicolonOnDemand() {
    long run = scene.completedRun();
    String commas = csv(run, "").body();

    assertThat(csv(run, "?separador=,").body()).isEqualTo(commas);
    assertThat(csv(run, "?separador=%3B").body())
        .startsWith("\uFEFFBAC;Nombre;Estado;")
        .hasLineCount((int) commas.lines().count());
    assertThat(csv(run, "?separador=;").status()).isEqualTo(200);
    assertThat(csv(run, "?separador=x").status()).isEqualTo(400);
  }

  @Test
  void givesEachOfManyDealersOnceInTheirOrder() throws IOException {
    long run = scene.completedRun();
    dealers(1_000, "x");

    List<String[]> rows = rows(csv(run, "?buscar=many").body());

    assertThat(rows).hasSize(1_001);
    assertThat(rows.subList(1, 1_001))
        .extracting(row -> row[0])
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "many-" + i).toList());
  }

  @Test
  void hasOnlyAHeaderWhereNoDealerMatches() {
    assertThat(csv(scene.completedRun(), "?buscar=nobody").body().lines()).hasSize(1);
    scene.clear();
    assertThat(csv(scene.pendingRun(), "").body().lines()).hasSize(1);
  }

  @Test
  void answersTheHeadersAlone() {
    long run = scene.completedRun();

    Answer answer = api.send(api.request("HEAD", Api.BASE + "/" + run + "/dealers.csv", null));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Disposition")).isPresent();
  }

  @Test
  void refusesLikeAnyOtherCall() {
    csv(999, "").isError(404, "No existe la ejecución 999.");
    assertThat(csv(scene.completedRun(), "?estado=OTRO").status()).isEqualTo(400);
  }

  /** The connection of a client that reads slowly is its own, and none of the database's. */
  @Test
  @Timeout(60)
  void breaksTheFileWhereItCannotGoOnAndHoldsNoConnectionMeanwhile() throws Exception {
    long run = scene.completedRun();
    dealers(6_000, "x".repeat(390));
    sql.update("update " + TABLE + " set COSD_ULTIMOERRORWEBHOOK = ?", "y".repeat(1_000));
    HikariDataSource pool = database.unwrap(HikariDataSource.class);
    try (Socket client = new Socket()) {
      client.setReceiveBufferSize(4_096);
      client.connect(new InetSocketAddress("127.0.0.1", port));
      client.getOutputStream().write(request(run));
      InputStream in = client.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");

      // The double of Oracle reads each statement's grammar when it first meets it.
      await()
          .atMost(Duration.ofSeconds(40))
          .during(Duration.ofMillis(500))
          .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
      sql.execute("alter table %s rename to HIDDEN".formatted(TABLE));
      try {
        String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);

        assertThat(rest).contains("many-1,").doesNotContain("many-5999,", "success");
        assertThat(rest).doesNotEndWith("0\r\n\r\n");
      } finally {
        sql.execute("alter table HIDDEN rename to " + TABLE);
      }
    }
  }

  private byte[] request(long run) {
    return """
    GET %s/%d/dealers.csv HTTP/1.1
    Host: localhost
    Authorization: Bearer %s
    Connection: close

    """
        .formatted(Api.BASE, run, TestTokens.token())
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Answer csv(long run, String query) {
    return api.get(Api.BASE + "/" + run + "/dealers.csv" + query);
  }

  private void dealers(int count, String name) {
    long load =
        sql.queryForObject(
            "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO", Long.class);
    sql.batchUpdate(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_NOMBREDEALER)
        values (?, ?, ?)\
        """,
        IntStream.range(0, count).mapToObj(i -> new Object[] {load, "many-" + i, name}).toList());
  }

  private static List<String[]> rows(String csv) throws IOException {
    return new CsvMapper()
        .readerFor(String[].class)
        .with(CsvParser.Feature.WRAP_AS_ARRAY)
        .<String[]>readValues(csv)
        .readAll();
  }
}
