package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "El dealer respondió HTTP 401: no acepta el secreto o la firma. Compare con él. Respuesta: no"
            + "|El dealer respondió HTTP 401: no acepta el secreto o la firma",
        "webhook dado de baja (HTTP 410). Confirme con el dealer.|webhook dado de baja",
        "HTTP 500: Internal Server Error|HTTP 500: Internal Server Error",
        "null|Sin causa registrada"
      })
  void isWhatHappenedWithoutWhatDiffersFromDealerToDealer(String reason, String cause) {
    assertThat(Cause.of(reason)).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "https://Uno.example:8443/hook?clave=x,uno.example",
        "null,sin servidor",
        "no es una URL,sin servidor"
      })
  void hostsAreTakenFromTheUrlAlone(String url, String host) {
    assertThat(Cause.host(url)).isEqualTo(host);
  }
}
