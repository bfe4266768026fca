package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class PayloadRendererIntegrationTests {

  @Autowired PayloadRenderer renderer;
  @Autowired ProcessTypes processTypes;
  @Autowired Loads loads;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void clean() {
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
    sql.update("delete from CO_GM_CAMPAIGNCATALOG");
  }

  @Test
  void rendersProductsAsTheDealersKnowThem() throws Exception {
    data.products(1);
    Load load = load("ProductList", "payload-products");

    Payload payload = renderer.render(type("ProductList"), load, 47);

    assertThat(payload.records()).isEqualTo(1);
    JSONAssert.assertEquals(
        """
        {"procesodetalle": [{"eventoCargaProcesoId": %d, "proceso": "ProductList",
           "fechaCarga": "2025-01-07T10:30:00", "idCarga": "payload-products",
           "registros": 1, "webhooksTotales": 47}],
         "listaProductos": [{"nombreProducto": "2026 BUICK Envision 1", "pais": "México",
           "nombreModelo": "Envision", "anioModelo": 2026, "modeloInteres": "BUENV011",
           "marcaNegocio": "BUICK", "nombreLocal": "Envision",
           "definicionVehiculo": "2026 BUICK Envision 1"}]}"""
            .formatted(load.id()),
        text(payload),
        true);
    assertThat(text(payload)).contains("\"anioModelo\":2026,");
  }

  @Test
  void keepsTheOrderOfFieldsAndRows() {
    data.products(3);

    String text = text(renderer.render(type("ProductList"), load("ProductList", "order"), 1));

    assertThat(text).startsWith("{\"procesodetalle\":[{\"eventoCargaProcesoId\":");
    assertThat(text)
        .containsSubsequence("\"nombreProducto\"", "\"pais\"", "\"nombreModelo\"", "\"anioModelo\"")
        .containsSubsequence("Envision 1\"", "Envision 2\"", "Envision 3\"");
  }

  @Test
  void aNullStaysNull() throws Exception {
    data.campaigns(1);
    Load load = load("CampaignList", "payload-campaigns");

    String text = text(renderer.render(type("CampaignList"), load, 1));

    assertThat(text).contains("\"leadSourceDetails\":null").contains("\"name\":\"Campaña 1\"");
  }

  @Test
  void anEmptyCatalogIsAnEmptyList() {
    Load load = load("ProductList", "nothing");
    sql.update("delete from CO_GM_LISTAPRODUCTOS");

    Payload payload = renderer.render(type("ProductList"), load, 1);

    assertThat(payload.records()).isZero();
    assertThat(text(payload)).endsWith("\"listaProductos\":[]}");
  }

  @Test
  void givesTheSameBytesEachTime() {
    data.products(500);
    Load load = load("ProductList", "same");

    assertThat(renderer.render(type("ProductList"), load, 2).bytes())
        .isEqualTo(renderer.render(type("ProductList"), load, 2).bytes());
  }

  /** What a load announces is for the guard; dealers are told what they get. */
  @Test
  void countsTheRowsItselfWhateverTheLoadAnnounces() {
    data.products(7);
    Load load =
        loads.findById(data.load("ProductList", "miscounted").records(8).insert()).orElseThrow();

    assertThat(text(renderer.render(type("ProductList"), load, 1))).contains("\"registros\":7,");
  }

  @Test
  void writesEachSqlTypeAsItsJsonType() {
    data.products(1);
    ProcessType types =
        new ProcessType(
            "Types",
            "Tipos",
            "rows",
            """
            select COGM_ANIOMODELO * 100000 as "big", COGM_ANIOMODELO / 8 as "fraction",
                   CAST(0.0000001 as NUMERIC(10, 7)) as "small", CAST(null as NUMERIC(3)) as "none",
                   CAST(COGM_PAIS as VARCHAR(10)) as "text",
                   CAST('2025-12-31 13:13:54' as TIMESTAMP) as "time"
              from CO_GM_LISTAPRODUCTOS""");

    String text = text(renderer.render(types, load("ProductList", "types"), 1));

    assertThat(text)
        .contains("\"big\":202600000,")
        .contains("\"small\":0.0000001,")
        .contains("\"none\":null,")
        .contains("\"text\":\"México\",")
        .contains("\"time\":\"2025-12-31T13:13:54\"")
        .containsPattern("\"fraction\":253(\\.25)?,");
  }

  @Test
  void readsTheFirstRecordsBackAsTheyAreInTheBytes() {
    data.products(1);
    sql.update("update CO_GM_LISTAPRODUCTOS set COGM_PAIS = ?", "}, {\"ñ\\");
    data.products(12);
    ProcessType types =
        new ProcessType(
            "Types",
            "Tipos",
            "rows",
            """
            select COGM_PAIS as "pais", CAST(0.0000001 as NUMERIC(10, 7)) as "small"
              from CO_GM_LISTAPRODUCTOS order by COGM_PRODUCTOID""");
    Payload payload = renderer.render(types, load("ProductList", "first-records"), 1);

    assertThat(payload.firstRecords(2))
        .containsExactly(
            "{\"pais\":\"}, {\\\"ñ\\\\\",\"small\":0.0000001}",
            "{\"pais\":\"México\",\"small\":0.0000001}");
    assertThat(payload.firstRecords(10)).hasSize(10);
    assertThat(payload.firstRecords(100)).hasSize(13);
    assertThat(text(payload)).contains(String.join(",", payload.firstRecords(13)));
  }

  @Test
  void anEmptyListHasNoFirstRecord() {
    Load load = load("ProductList", "empty-list");
    sql.update("delete from CO_GM_LISTAPRODUCTOS");

    assertThat(renderer.render(type("ProductList"), load, 1).firstRecords(10)).isEmpty();
  }

  @Test
  void tellsTheHashOfItsBytes() {
    assertThat(new Payload("abc".getBytes(StandardCharsets.UTF_8), 0).sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aQueryThatFailsLeavesNoHalfPayload() {
    ProcessType broken = new ProcessType("Broken", "Rota", "rows", "select NOTHING from NOWHERE");

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> renderer.render(broken, load("ProductList", "broken-query"), 1));
  }

  private Load load(String processType, String idCarga) {
    return loads.findById(data.load(processType, idCarga).insert()).orElseThrow();
  }

  private ProcessType type(String name) {
    return processTypes.find(name).orElseThrow();
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }
}
