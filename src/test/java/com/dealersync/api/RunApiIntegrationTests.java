package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class RunApiIntegrationTests {

  private static final String TOO_LONG =
      "0123456789012345678901234567890123456789012345678901234567890123456789"
          + "0123456789012345678901234567891";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void showsARunThatHasEnded() {
    long run = scene.completedRun();

    api.get(Api.BASE + "/" + run)
        .is(
            200,
            """
            {"success": true, "message": "La ejecución está en estado COMPLETED.",
             "data": %s,
             "timestamp": "2025-01-07T10:30:00"}\
            """
                .formatted(completed(run)));
  }

  @Test
  void showsARunAtWork() {
    long run = scene.activeRun();

    Answer answer = api.get(Api.BASE + "/" + run);

    assertThat(answer.at("/data/status").asText()).isEqualTo("RUNNING");
    assertThat(answer.at("/data/porcentaje").asInt()).isEqualTo(50);
    assertThat(answer.at("/data/duracionSegundos").asInt()).isEqualTo(1_800);
    assertThat(answer.at("/data/resultado").isMissingNode()).isTrue();
    assertThat(answer.at("/data/fin").isMissingNode()).isTrue();
  }

  @Test
  void leavesOutWhatARunDoesNotKnowYet() {
    long run = scene.pendingRun();

    api.get(Api.BASE + "/" + run)
        .is(
            200,
            """
            {"success": true, "message": "La ejecución está en estado PENDING.",
             "data": {
               "syncControlId": %d, "processId": "A1B2C3D4E5F60718", "processType": "ProductList",
               "idCarga": "20250107_001", "fechaCarga": "2025-01-07T10:30:00",
               "eventoCargaProcesoId": %d, "status": "PENDING", "registro": "2025-01-07T10:00:00",
               "iniciadoPor": "ana", "jobId": "01943f5e-8a3c-7b21-9d54-3f0c6a1e2b77", "intento": 0},
             "timestamp": "2025-01-07T10:30:00"}\
            """
                .formatted(run, load()));
  }

  @Test
  void saysWhyARunFailed() {
    long run = scene.completedRun();
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'FAILED',"
            + " COES_RESULTADO = null, COES_ERRORMESSAGE = 'lock limpiado manualmente',"
            + " COES_ERRORDETAILS = 'java.lang.IllegalStateException at com.dealersync'");

    Answer answer = api.get(Api.BASE + "/" + run);

    assertThat(answer.at("/data/error").asText()).isEqualTo("lock limpiado manualmente");
    assertThat(answer.body()).doesNotContain("java.lang");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999999", "0"})
  void knowsNoOtherRun(String id) {
    api.get(Api.BASE + "/" + id).isError(404, "No existe la ejecución " + id + ".");
    api.get(Api.BASE + "/" + id + "/dealers").isError(404, "No existe la ejecución " + id + ".");
  }

  @Test
  void listsRuns() {
    long run = scene.completedRun();

    api.get(Api.BASE)
        .is(
            200,
            """
            {"success": true, "message": "1 ejecuciones encontradas.",
             "data": {"elementos": [%s], "pagina": 0, "tamano": 20, "total": 1},
             "timestamp": "2025-01-07T10:30:00"}\
            """
                .formatted(completed(run)));
  }

  @Test
  void listsRunsNewestFirstInPages() {
    // Keys of an Oracle cluster are out of order: the date decides, and who has none is old.
    long newest = scene.completedRun();
    IntStream.range(0, 4).forEach(i -> insertFailedRun());

    Answer first = api.get(Api.BASE + "?size=2");
    Answer last = api.get(Api.BASE + "/?page=2&size=2");

    assertThat(first.at("/data/total").asInt()).isEqualTo(5);
    assertThat(first.at("/data/tamano").asInt()).isEqualTo(2);
    assertThat(first.at("/data/elementos")).hasSize(2);
    assertThat(first.at("/data/elementos/0/syncControlId").asLong()).isEqualTo(newest);
    assertThat(first.at("/data/elementos/1/syncControlId").asLong())
        .isGreaterThan(last.at("/data/elementos/0/syncControlId").asLong());
    assertThat(last.at("/data/pagina").asInt()).isEqualTo(2);
    assertThat(last.at("/data/elementos")).hasSize(1);
    assertThat(api.get(Api.BASE + "?page=1000000&size=100").at("/data/elementos")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "processType=ProductList, 1",
    "processType=productlist, 0",
    "idCarga=20250107_001, 1",
    "idCarga=other, 0",
    "status=COMPLETED, 1",
    "status=FAILED, 0",
    "processType=&idCarga=&status=&page=&size=, 1",
    "processType=ProductList&idCarga=20250107_001&status=COMPLETED&page=0&size=100, 1"
  })
  void filtersRuns(String query, int expected) {
    scene.completedRun();

    assertThat(api.get(Api.BASE + "?" + query).at("/data/total").asInt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "size=0, size, debe estar entre 1 y 100",
    "size=101, size, debe estar entre 1 y 100",
    "size=x, size, debe ser un número entero",
    "page=-1, page, debe estar entre 0 y 1000000",
    "page=1000001, page, debe estar entre 0 y 1000000",
    "page=99999999999, page, debe ser un número entero",
    "status=completed, status, 'debe ser uno de: PENDING, RUNNING, COMPLETED, FAILED, CANCELLED'"
  })
  void namesTheParameterThatBreaksItsRule(String query, String field, String message) {
    api.get(Api.BASE + "?" + query)
        .is(
            400,
            """
            {"success": false, "message": "La petición tiene campos no válidos.",
             "data": [{"campo": "%s", "mensaje": "%s"}],
             "timestamp": "2025-01-07T10:30:00"}\
            """
                .formatted(field, message));
  }

  @Test
  void listsTheDealersOfARunWithoutTheirSecrets() {
    long run = scene.completedRun();

    Answer answer = api.get(Api.BASE + "/" + run + "/dealers");

    answer.is(
        200,
        """
        {"success": true, "message": "3 dealers encontrados.",
         "data": {
           "elementos": [
             {"bac": "BAC002", "nombre": "Dealer BAC002", "estado": "FALLIDO", "intentos": 3,
              "ultimoIntento": "2025-01-07T10:00:20", "duracionMs": 1250, "codigoHttp": 500,
              "error": "HTTP 500: Internal Server Error"},
             {"bac": "BAC003", "nombre": "Dealer BAC003", "estado": "FALLIDO", "intentos": 0,
              "error": "Omitido: no tiene URL de webhook. Regístrela en el snapshot de la carga e inicie la carga otra vez."},
             {"bac": "BAC001", "nombre": "Dealer BAC001", "estado": "EXITOSO", "intentos": 1,
              "ultimoIntento": "2025-01-07T10:00:20", "duracionMs": 840, "codigoHttp": 200, "token": "ACK-0001"}],
           "pagina": 0, "tamano": 20, "total": 3},
         "timestamp": "2025-01-07T10:30:00"}\
        """);
    assertThat(answer.body()).doesNotContain("secreto", "https://");
  }

  @Test
  void filtersTheDealersOfARun() {
    String dealers = Api.BASE + "/" + scene.completedRun() + "/dealers";

    assertThat(api.get(dealers + "?estado=EXITOSO").at("/data/total").asInt()).isEqualTo(1);
    assertThat(
            api.get(dealers + "?estado=FALLIDO&size=1&page=1").at("/data/elementos/0/bac").asText())
        .isEqualTo("BAC003");
    assertThat(api.get(dealers + "?estado=OTRO").at("/data/0/mensaje").asText())
        .isEqualTo("debe ser uno de: PENDIENTE, ENVIADO, EXITOSO, FALLIDO, NO_ENVIADO");
    assertThat(api.get(dealers + "?size=1000").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "bac, 4",
        "BAC00, 3",
        "c001, 1",
        "ACAPULCO, 1",
        "%C3%91oRa, 1",
        "100%25, 1",
        "%25, 1",
        "_, 1",
        "C!1, 1",
        "C_01, 0",
        "Dealer%20%25, 0",
        "'--, 0",
        "%5C, 0",
        "'', 0",
        "%20, 4",
        "bac&estado=EXITOSO, 1",
        "\"\", 4"
      })
  void findsDealersByPartsOfTheirCodeOrName(String search, int expected) {
    long run = scene.completedRun();
    rename("BAC002", "100% Señora Autos");
    rename("BAC003", "Autos de Acapulco");
    sql.update(
        """
        insert into CO_EVENTOSCARGASNAPSHOTDEALERS
          (COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_NOMBREDEALER)
        values (?, 'BAC!1_4', null)\
        """,
        load());

    assertThat(
            api.get(Api.BASE + "/" + run + "/dealers?buscar=" + search).at("/data/total").asInt())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%0Ab", "%7F", TOO_LONG})
  void looksForNoTextThatIsNone(String search) {
    long run = scene.completedRun();

    api.get(Api.BASE + "/" + run + "/dealers?buscar=" + search)
        .is(
            400,
            """
            {"success": false, "message": "La petición tiene campos no válidos.",
             "data": [{"campo": "buscar",
                       "mensaje": "debe tener a lo sumo 100 caracteres, sin caracteres de control"}],
             "timestamp": "2025-01-07T10:30:00"}\
            """);
  }

  private void rename(String bac, String name) {
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_NOMBREDEALER = ? where COSD_DEALERBAC = ?",
        name,
        bac);
  }

  private String completed(long run) {
    return """
    {"syncControlId": %d, "processId": "A1B2C3D4E5F60718", "processType": "ProductList",
     "idCarga": "20250107_001", "fechaCarga": "2025-01-07T10:30:00", "eventoCargaProcesoId": %d,
     "status": "COMPLETED", "resultado": "PARCIAL",
     "webhooks": {"totales": 2, "procesados": 2, "fallidos": 1, "omitidos": 1},
     "dealers": {"totales": 3, "exitosos": 1, "fallidos": 2},
     "porcentaje": 100, "registro": "2025-01-07T10:00:00", "inicio": "2025-01-07T10:00:01",
     "fin": "2025-01-07T10:00:31", "duracionSegundos": 30, "iniciadoPor": "ana",
     "jobId": "01943f5e-8a3c-7b21-9d54-3f0c6a1e2b77", "intento": 1}\
    """
        .formatted(run, load());
  }

  private long load() {
    return sql.queryForObject(
        "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO", Long.class);
  }

  private void insertFailedRun() {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL (COES_PROCESSTYPE, COES_IDCARGA, COES_STATUS)
        values ('ProductList', '20250107_001', 'FAILED')\
        """);
  }
}
