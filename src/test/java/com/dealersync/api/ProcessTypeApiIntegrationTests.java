package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@ApiTest
class ProcessTypeApiIntegrationTests {

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired StringRedisTemplate redis;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void listsTheConfiguredProcessTypes() {
    api.get(Api.BASE + "/procesos")
        .is(
            200,
            """
            {"success": true, "message": "2 procesos configurados.",
             "data": [{"processType": "CampaignList", "descripcion": "Lista de campañas"},
                      {"processType": "ProductList", "descripcion": "Lista de productos"}],
             "timestamp": "2025-01-07T10:30:00"}""");
  }

  @Test
  void saysThatAProcessTypeIsFreeInTheWordsThatClientsCompare() {
    api.get(Api.BASE + "/estado/ProductList")
        .is(
            200,
            """
            {"success": true,
             "message": "✅ El processType 'ProductList' está disponible. No hay locks activos.",
             "data": {"processType": "ProductList", "lockActivo": false,
                      "mensaje": "✅ El processType 'ProductList' está disponible. No hay locks activos."},
             "timestamp": "2025-01-07T10:30:00"}""");
  }

  @Test
  void saysThatAProcessTypeIsBusyInTheWordsThatClientsCompare() {
    long run = scene.activeRun();
    scene.lockProductList();

    Answer answer = api.get(Api.BASE + "/estado/ProductList");

    assertThat(answer.at("/data/expiraEnSegundos").asInt()).isBetween(500, 587);
    answer.is(
        200,
        """
        {"success": true,
         "message": "⚠️ El processType 'ProductList' tiene un lock activo. Hay un proceso en ejecución.",
         "data": {"processType": "ProductList", "lockActivo": true,
                  "mensaje": "⚠️ El processType 'ProductList' tiene un lock activo. Hay un proceso en ejecución.",
                  "expiraEnSegundos": %s, "syncControlId": %d, "idCarga": "20250107_001"},
         "timestamp": "2025-01-07T10:30:00"}"""
            .formatted(answer.at("/data/expiraEnSegundos"), run));
  }

  @Test
  void namesNoRunWhereALockHasNone() {
    scene.lockProductListByAnother();

    Answer answer = api.get(Api.BASE + "/estado/ProductList");

    assertThat(answer.at("/data/lockActivo").asBoolean()).isTrue();
    assertThat(answer.at("/data").has("syncControlId")).isFalse();
    assertThat(answer.at("/data").has("idCarga")).isFalse();
  }

  @Test
  void knowsNoOtherProcessType() {
    api.get(Api.BASE + "/estado/productlist")
        .isError(404, "El processType 'productlist' no está implementado.");
  }
}
