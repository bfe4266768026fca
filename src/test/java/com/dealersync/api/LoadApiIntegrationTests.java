package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class LoadApiIntegrationTests {

  private static final String LOADS = Api.BASE + "/cargas";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired TestData data;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void showsALoadAndHowFarItsDealersAre() {
    long load = data.load("ProductList", "20250107_001").records(341).insert();
    sql.update(
        """
        update CO_EVENTOSCARGAPROCESO
           set COCP_DEALERSTOTALES = 3, COCP_DEALERSSINCRONIZADOS = 1, COCP_PORCDEALERSSINC = 33.33""");

    api.get(LOADS)
        .is(
            200,
            """
            {"success": true, "message": "1 cargas encontradas.",
             "data": {
               "elementos": [
                 {"eventoCargaProcesoId": %d, "processType": "ProductList",
                  "idCarga": "20250107_001", "nombreArchivo": "20250107_001.csv",
                  "fechaCarga": "2025-01-07T10:30:00", "registrosAnunciados": 341, "estatus": "PENDIENTE",
                  "sincronizada": false, "dealersTotales": 3, "dealersSincronizados": 1,
                  "porcentaje": 33.33}],
               "pagina": 0, "tamano": 20, "total": 1},
             "timestamp": "2025-01-07T10:30:00"}"""
                .formatted(load));
  }

  @Test
  void leavesOutWhatALoadDoesNotSay() {
    sql.update("insert into CO_EVENTOSCARGAPROCESO (COCP_IDCARGA) values (null)");

    JsonNode load = api.get(LOADS).at("/data/elementos/0");

    assertThat(load.properties())
        .extracting(field -> field.getKey())
        .containsExactly("eventoCargaProcesoId", "sincronizada");
  }

  @Test
  void listsLoadsNewestFirstInPages() {
    data.load("ProductList", "old").loadedAt(TestData.LOADED.minusDays(1)).insert();
    data.load("ProductList", "new").loadedAt(TestData.LOADED.plusDays(1)).insert();
    data.load("ProductList", "same-1").insert();
    data.load("ProductList", "same-2").insert();
    sql.update("insert into CO_EVENTOSCARGAPROCESO (COCP_IDCARGA) values ('undated')");

    assertThat(ids(api.get(LOADS))).containsExactly("new", "same-2", "same-1", "old", "undated");
    Answer second = api.get(LOADS + "?page=1&size=2");
    assertThat(ids(second)).containsExactly("same-1", "old");
    assertThat(second.at("/data/total").asInt()).isEqualTo(5);
    assertThat(ids(api.get(LOADS + "?page=1000000&size=100"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4",
    "processType=ProductList, 3",
    "processType=productlist, 0",
    "sincronizada=true, 1",
    "sincronizada=false, 3",
    "processType=ProductList&sincronizada=false, 2",
    "buscar=ENERO, 1",
    "buscar=_2, 2",
    "buscar=%25, 1",
    "buscar=.csv, 4",
    "buscar=nothing, 0",
    "processType=&sincronizada=&buscar=&page=&size=, 4",
    "processType=ProductList&sincronizada=true&buscar=2025, 1"
  })
  void filtersLoads(String query, int expected) {
    scene.synchronisedProductListLoad("20250107_1");
    scene.productListLoad("20250107_2");
    scene.productListLoad("20250108-2_enero");
    data.load("CampaignList", "campaigns_2").insert();
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_NOMBREARCHIVO = '100%.csv', COCP_ESTATUS = null"
            + " where COCP_IDCARGA = '20250107_2'");
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_IDCARGA = '20250108-2.enero',"
            + " COCP_NOMBREARCHIVO = 'x.csv' where COCP_IDCARGA = '20250108-2_enero'");

    assertThat(api.get(LOADS + "?" + query).at("/data/total").asInt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sincronizada=quizas, sincronizada, debe ser true o false",
    "processType=%00, processType, 'debe tener hasta 50 letras, dígitos, ''_'' o ''-'''",
    "size=101, size, debe estar entre 1 y 100",
    "buscar=%00, buscar, 'debe tener a lo sumo 100 caracteres, sin caracteres de control'"
  })
  void namesTheParameterThatBreaksItsRule(String query, String field, String message) {
    Answer answer = api.get(LOADS + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/data/0/campo").asText()).isEqualTo(field);
    assertThat(answer.at("/data/0/mensaje").asText()).isEqualTo(message);
  }

  private static List<String> ids(Answer answer) {
    return StreamSupport.stream(answer.at("/data/elementos").spliterator(), false)
        .map(load -> load.get("idCarga").asText())
        .toList();
  }
}
