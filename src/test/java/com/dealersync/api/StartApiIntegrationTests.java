package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.json.JSONException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
class StartApiIntegrationTests {

  @LocalServerPort int port;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired ObjectMapper json;

  ApiClient api;

  @BeforeEach
  void open() {
    api = new ApiClient(port);
  }

  @AfterEach
  void endEverything() {
    api.close();
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'FAILED'"
            + " where COES_STATUS in ('PENDING', 'RUNNING')");
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
  }

  @Test
  void acceptsALoad() throws Exception {
    data.load("ProductList", "20250107_001").insert();

    Answer answer = api.start("ProductList", "20250107_001");

    JsonNode run = json.readTree(answer.body()).at("/data");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location"))
        .hasValue(Api.BASE + "/" + run.get("syncControlId").asLong());
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(run.get("processId").asText()).matches("[0-9A-F]{16}");
    assertBody(
        answer,
        """
        { "success": true,
          "message": "✅ Proceso iniciado exitosamente. La carga '20250107_001' del processType 'ProductList' se sincroniza en segundo plano.",
          "data": {
            "processId": %s, "lockAcquired": true,
            "processType": "ProductList", "idCarga": "20250107_001",
            "message": "Lock adquirido. Se renovará dinámicamente hasta que termine el proceso.",
            "startTime": %s, "lockExpirySeconds": 600,
            "syncControlId": %s, "jobId": %s },
          "timestamp": "2025-01-07T10:30:00" }
        """
            .formatted(
                run.get("processId"),
                run.get("startTime"),
                run.get("syncControlId"),
                run.get("jobId")));
  }

  private static void assertBody(Answer answer, String expected) throws JSONException {
    JSONAssert.assertEquals(expected, answer.body(), true);
  }
}
