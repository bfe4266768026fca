package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.Stamp;
import com.dealersync.payload.PackedPayload;
import com.dealersync.payload.Payload;
import com.dealersync.payload.SealedContents;
import com.dealersync.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class LoadContentApiIntegrationTests {

  /** Of more than one part: chance compresses badly. */
  private static final byte[] CONTENT = incompressible(3 * 1024 * 1024);

  private static final String SHA256 = sha256(CONTENT);

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired TestData data;
  @Autowired SealedContents contents;

  private String path = "";

  @BeforeEach
  void seal() {
    scene.clear();
    long load = data.load("ProductList", "20250107_001").insert();
    contents.seal(
        load,
        "ProductList",
        PackedPayload.of(new Payload(CONTENT, 1)),
        null,
        new Stamp(LocalDateTime.of(2025, 1, 7, 10, 0), "tests"));
    path = Api.BASE + "/cargas/" + load + "/contenido";
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "deflate,gzip;q=1.0"})
  void sendsTheContentAsItIsStoredToWhoeverTakesGzip(String accepted) throws Exception {
    HttpResponse<byte[]> answer = get("GET", accepted);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(unpacked(answer.body())).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"identity", "br", "gzip;q=0", "deflate, gzip; q=0.000", "xgzipx"})
  void sendsItsBytesToWhoeverDoesNot(@Nullable String accepted) throws Exception {
    HttpResponse<byte[]> answer = get("GET", accepted);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(answer.body()).isEqualTo(CONTENT);
  }

  @Test
  void answersAHeadAsTheGetWithoutItsBody() throws Exception {
    HttpResponse<byte[]> answer = get("HEAD", "gzip");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("ETag"))
        .isEqualTo(get("GET", "gzip").headers().firstValue("ETag"));
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void tagsTheBytesStronglyAndTheirCompressedFormWeakly() throws Exception {
    assertThat(get("GET", null).headers().firstValue("ETag")).hasValue("\"" + SHA256 + "\"");
    assertThat(get("GET", "gzip").headers().firstValue("ETag")).hasValue("W/\"" + SHA256 + "\"");
  }

  @Test
  void saysHowLongItIsWhereItIsNotCompressed() throws Exception {
    for (String method : List.of("GET", "HEAD")) {
      assertThat(get(method, null).headers().firstValueAsLong("Content-Length"))
          .hasValue(CONTENT.length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", " * ", "\"%s\"", "W/\"%s\"", "\"other\", \"%s\"", "\"a,b\",W/\"%s\" , \"c\""})
  void isNotModifiedForWhoeverHasIt(String known) throws Exception {
    for (String method : List.of("GET", "HEAD")) {
      for (String accepted : List.of("identity", "gzip")) {
        HttpResponse<byte[]> answer = get(method, accepted, known.formatted(SHA256));

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().firstValue("ETag"))
            .hasValueSatisfying(tag -> assertThat(tag).endsWith("\"" + SHA256 + "\""));
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"*\"", "\"other\"", "W/\"other\"", "%s", "\"x%s\""})
  void isSentToWhoeverHasAnother(String known) throws Exception {
    assertThat(get("GET", null, known.formatted(SHA256)).body()).isEqualTo(CONTENT);
  }

  @Test
  void isNotThereForAnyTagWhereNothingIsSealed() throws Exception {
    path = Api.BASE + "/cargas/" + data.load("ProductList", "unsealed").insert() + "/contenido";

    assertThat(get("GET", null, "*").statusCode()).isEqualTo(404);
  }

  private HttpResponse<byte[]> get(String method, @Nullable String acceptsEncoding)
      throws IOException, InterruptedException {
    return get(method, acceptsEncoding, null);
  }

  private HttpResponse<byte[]> get(
      String method, @Nullable String acceptsEncoding, @Nullable String ifNoneMatch)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = api.request(method, path, null);
    if (acceptsEncoding != null) {
      request.setHeader("Accept-Encoding", acceptsEncoding);
    }
    if (ifNoneMatch != null) {
      request.setHeader("If-None-Match", ifNoneMatch);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private static byte[] unpacked(byte[] gzip) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return plain.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] incompressible(int length) {
    StringBuilder hex = new StringBuilder("{\"x\":\"");
    new Random(15).ints(length).forEach(letter -> hex.append((char) ('0' + (letter & 63))));
    return hex.append("\"}").toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8);
  }
}
