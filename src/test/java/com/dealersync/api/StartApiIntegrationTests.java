package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class StartApiIntegrationTests {

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired TestData data;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void acceptsALoad() {
    data.load("ProductList", "20250107_001").insert();

    Answer answer = api.start("ProductList", "20250107_001");

    long run = answer.at("/data/syncControlId").asLong();
    assertThat(answer.header("Location")).hasValue(Api.BASE + "/" + run);
    assertThat(answer.at("/data/processId").asText()).matches("[0-9A-F]{16}");
    assertThat(answer.at("/data/startTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    assertThat(answer.at("/data/jobId").asText()).matches("[0-9a-f-]{36}");
    answer.is(
        202,
        """
        {"success": true,
         "message": "✅ Proceso iniciado exitosamente. La carga '20250107_001' del processType 'ProductList' se sincroniza en segundo plano.",
         "data": {
           "processId": %s, "lockAcquired": true,
           "processType": "ProductList", "idCarga": "20250107_001",
           "message": "Lock adquirido. Se renovará dinámicamente hasta que termine el proceso.",
           "startTime": %s, "lockExpirySeconds": 600,
           "syncControlId": %s, "jobId": %s},
         "timestamp": "2025-01-07T10:30:00"}\
        """
            .formatted(
                answer.at("/data/processId"),
                answer.at("/data/startTime"),
                run,
                answer.at("/data/jobId")));
    assertThat(api.get(Api.BASE + "/" + run).at("/data/processId"))
        .isEqualTo(answer.at("/data/processId"));
  }

  @Test
  void acceptsALoadAlsoAtTheBasePathWithASlash() {
    data.load("ProductList", "slash").insert();

    Answer answer =
        api.post(Api.BASE + "/", "{\"processType\": \"ProductList\", \"idCarga\": \"slash\"}");

    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void writesWhoStartedARun() {
    data.load("ProductList", "named").insert();
    String token =
        TestTokens.signed(
            TestTokens.SECRET,
            claims ->
                claims
                    .subject("8f14e45f")
                    .claim("preferred_username", "ana.lopez")
                    .claim("scope", "sync.write"));

    api.send(
        api.request("POST", Api.BASE, "{\"processType\": \"ProductList\", \"idCarga\": \"named\"}")
            .setHeader("Authorization", "Bearer " + token)
            .setHeader("X-Correlation-Id", "caller-1"));

    assertThat(
            sql.queryForMap(
                "select USUARIOREGISTRO, COES_CORRELACIONID from CO_EVENTOSCARGASINCCONTROL"))
        .containsEntry("USUARIOREGISTRO", "ana.lopez")
        .containsEntry("COES_CORRELACIONID", "caller-1");
  }

  @Test
  void refusesAProcessTypeThatIsNotConfigured() {
    api.start("productlist", "20250107_001")
        .is(
            400,
            """
            {"success": false, "message": "El processType 'productlist' no está implementado.",
             "data": {"processTypeSolicitado": "productlist",
                      "procesosImplementados": ["CampaignList", "ProductList"]},
             "timestamp": "2025-01-07T10:30:00"}\
            """);
  }

  @Test
  void refusesALoadThatDoesNotExist() {
    api.start("ProductList", "missing")
        .isError(400, "No existe una carga con processType 'ProductList' e idCarga 'missing'.");
  }

  @Test
  void refusesALoadThatIsSynchronised() {
    long load = data.load("ProductList", "done").status("SINCRONIZADA").insert();

    api.start("ProductList", "done")
        .is(
            400,
            """
            {"success": false,
             "message": "La carga 'done' del processType 'ProductList' ya está sincronizada.",
             "data": {"processType": "ProductList", "idCarga": "done", "estatus": "SINCRONIZADA",
                      "eventoCargaProcesoId": %d},
             "timestamp": "2025-01-07T10:30:00"}\
            """
                .formatted(load));
  }

  @Test
  void refusesALoadThatIsBeingSynchronised() {
    data.load("ProductList", "live").insert();
    Answer first = api.start("ProductList", "live");

    Answer second = api.start("ProductList", "live");

    assertThat(second.header("Retry-After")).hasValue("30");
    second.is(
        409,
        """
        {"success": false,
         "message": "Ya existe un proceso activo para el processType 'ProductList' y la carga 'live' (estado PENDING).",
         "data": {"syncControlId": %s, "status": "PENDING", "processType": "ProductList", "idCarga": "live"},
         "timestamp": "2025-01-07T10:30:00"}\
        """
            .formatted(first.at("/data/syncControlId")));
  }

  @Test
  void refusesAnotherLoadOfABusyProcessTypeInTheWordsThatClientsCompare() {
    data.load("ProductList", "20250107_002").insert();
    scene.lockProductList();

    Answer answer = api.start("ProductList", "20250107_002");

    assertThat(answer.header("Retry-After")).hasValue("30");
    assertThat(answer.at("/data/processId").asText()).matches("TEMP_ID_\\d{8}");
    answer.is(
        409,
        """
        {"success": false,
         "message": "⚠️ PROCESO OCUPADO: El processType 'ProductList' está siendo procesado actualmente. Intente nuevamente después de que finalice el proceso actual.",
         "data": {
           "processId": %s, "lockAcquired": false,
           "processType": "ProductList", "idCarga": "20250107_002",
           "message": "Proceso ya en ejecución. El lock se renovará dinámicamente hasta que termine el proceso.",
           "startTime": "2025-01-07T10:30:00", "lockExpirySeconds": 600},
         "timestamp": "2025-01-07T10:30:00"}\
        """
            .formatted(answer.at("/data/processId")));
  }

  @Test
  void letsOnlyAnAdministratorLetPassWhatTheGuardFinds() {
    data.load("ProductList", "forced").insert();

    Answer refused = startForced(TestTokens.token("eva", "sync.read", "sync.write"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/success").asBoolean(true)).isFalse();
    assertThat(sql.queryForList("select * from CO_EVENTOSCARGASINCCONTROL")).isEmpty();

    Answer accepted = startForced(TestTokens.token("ana", "sync.write", "sync.admin"));

    assertThat(accepted.status()).isEqualTo(202);
    Answer run = api.get(Api.BASE + "/" + accepted.at("/data/syncControlId").asText());
    assertThat(run.at("/data/forzada").asBoolean()).isTrue();
    assertThat(api.get(Api.BASE + "/auditoria?usuario=ana").at("/data/elementos"))
        .extracting(entry -> entry.get("accion").asText())
        .contains("FORZAR");
  }

  @Test
  void needsNoAdministratorWhereNothingIsForced() {
    data.load("ProductList", "forced").insert();

    Answer answer =
        api.send(
            api.request(
                    "POST",
                    Api.BASE,
                    """
                    {"processType": "ProductList", "idCarga": "forced", "forzar": false}\
                    """)
                .setHeader("Authorization", "Bearer " + TestTokens.token("eva", "sync.write")));

    assertThat(answer.status()).isEqualTo(202);
  }

  private Answer startForced(String token) {
    return api.send(
        api.request(
                "POST",
                Api.BASE,
                """
                {"processType": "ProductList", "idCarga": "forced", "forzar": true}\
                """)
            .setHeader("Authorization", "Bearer " + token));
  }

  static Stream<String> bodiesThatAreNoObject() {
    return Stream.of(
        "",
        "null",
        "[]",
        "\"ProductList\"",
        "{",
        "{\"processType\": \"ProductList\", \"idCarga\": \"a\"} {}",
        "{\"processType\": \"ProductList\", \"idCarga\": \"a\"}]",
        "{\"processType\": \"CampaignList\", \"processType\": \"ProductList\", \"idCarga\": \"a\"}",
        "processType=ProductList");
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNoObject")
  void refusesABodyThatIsNotOneJsonObject(String body) {
    api.post(Api.BASE, body).isError(400, "El cuerpo de la petición no es un objeto JSON válido.");
  }

  @Test
  void namesEachFieldThatBreaksItsRule() {
    api.post(Api.BASE, "{\"processType\": \"Product List\"}")
        .is(
            400,
            """
            {"success": false, "message": "La petición tiene campos no válidos.",
             "data": [
               {"campo": "idCarga", "mensaje": "es obligatorio"},
               {"campo": "processType", "mensaje": "debe tener de 1 a 50 letras, dígitos, '_' o '-'"}],
             "timestamp": "2025-01-07T10:30:00"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "ñ",
        "a\\n",
        "a/b",
        "12345678901234567890123456789012345678901234567890x"
      })
  void refusesAProcessTypeOfAnotherForm(String processType) {
    Answer answer = api.start(processType, "a");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/data/0/campo").asText()).isEqualTo("processType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ñ", "a\\n", "a/b"})
  void refusesAnIdCargaOfAnotherForm(String idCarga) {
    Answer answer = api.start("ProductList", idCarga);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/data/0/campo").asText()).isEqualTo("idCarga");
  }

  @Test
  void takesEachKindOfCharacterThatAnIdCargaMayHave() {
    data.load("ProductList", "a.B_0-c:1").insert();

    assertThat(api.start("ProductList", "a.B_0-c:1").status()).isEqualTo(202);
  }

  @Test
  void takesAnIdCargaOfAHundredCharactersAndNoMore() {
    data.load("ProductList", "x".repeat(100)).insert();

    assertThat(api.start("ProductList", "x".repeat(101)).at("/data/0/campo").asText())
        .isEqualTo("idCarga");
    assertThat(api.start("ProductList", "x".repeat(100)).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "1.5", "{}", "[\"a\"]"})
  void takesNothingButTextForText(String idCarga) {
    api.post(Api.BASE, "{\"processType\": \"ProductList\", \"idCarga\": %s}".formatted(idCarga))
        .is(
            400,
            """
            {"success": false, "message": "La petición tiene campos no válidos.",
             "data": [{"campo": "idCarga", "mensaje": "debe ser un texto"}],
             "timestamp": "2025-01-07T10:30:00"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"true\"", "\"false\"", "\"\"", "\" \"", "1", "0", "1.0", "{}", "[]", "[true]"})
  void takesNothingButTrueOrFalseForForzar(String forzar) {
    data.load("ProductList", "strict").insert();
    for (String path : List.of(Api.BASE, Api.BASE + "/previsualizar")) {
      api.post(
              path,
              "{\"processType\": \"ProductList\", \"idCarga\": \"strict\", \"forzar\": %s}"
                  .formatted(forzar))
          .is(
              400,
              """
              {"success": false, "message": "La petición tiene campos no válidos.",
               "data": [{"campo": "forzar", "mensaje": "debe ser true o false"}],
               "timestamp": "2025-01-07T10:30:00"}\
              """);
    }
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    data.load("ProductList", "newer").insert();

    assertThat(
            api.post(
                    Api.BASE,
                    """
                    {"processType": "ProductList", "idCarga": "newer", "prioridad": 1}\
                    """)
                .status())
        .isEqualTo(202);
  }
}
