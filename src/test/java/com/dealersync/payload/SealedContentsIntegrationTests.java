package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.catalog.Stamp;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class SealedContentsIntegrationTests {

  private static final int LARGE = 200 * 1024 * 1024;
  private static final Stamp STAMP = new Stamp(TestData.LOADED, "tests");

  @Autowired SealedContents contents;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void clean() {
    sql.update("delete from CO_DS_CONTENIDO");
  }

  @Test
  void givesBackLargeContentsAsTheyWere() throws IOException {
    long load = data.load("ProductList", "large").insert();
    Payload payload = new Payload(catalogLike(LARGE), 7);

    SealedContent sealed =
        contents.seal(load, "ProductList", PackedPayload.of(payload), null, STAMP);

    assertThat(sealed.parts()).isGreaterThan(10);
    assertThat(contents.find(load)).contains(sealed);
    assertThat(contents.read(sealed).bytes()).isEqualTo(payload.bytes());
    try (InputStream gzip = contents.gzip(sealed);
        InputStream plain = new GZIPInputStream(gzip)) {
      assertThat(plain.skip(LARGE)).isEqualTo(LARGE);
      assertThat(plain.read()).isNegative();
    }
  }

  @Test
  void noticesAMissingOrChangedPart() {
    long load = data.load("ProductList", "damaged").insert();
    SealedContent sealed =
        contents.seal(
            load,
            "ProductList",
            PackedPayload.of(new Payload(catalogLike(20 * 1024 * 1024), 7)),
            null,
            STAMP);
    assertThat(sealed.parts()).isGreaterThan(1);

    sql.update("delete from CO_DS_CONTENIDOPARTES where COPA_PARTE = 1");

    assertThatExceptionOfType(ContentLostException.class).isThrownBy(() -> contents.read(sealed));
  }

  @Test
  void knowsTheRecordsOfTheLastSealedLoadOfAType() {
    long first = data.load("ProductList", "first").insert();
    long second = data.load("ProductList", "second").insert();
    PackedPayload ten = PackedPayload.of(new Payload(new byte[] {1}, 10));
    PackedPayload four = PackedPayload.of(new Payload(new byte[] {1}, 4));
    contents.seal(first, "ProductList", ten, null, STAMP);
    contents.seal(second, "ProductList", four, null, new Stamp(TestData.LOADED.plusDays(1), "x"));

    assertThat(contents.lastRecords("ProductList", 0)).hasValue(4);
    assertThat(contents.lastRecords("ProductList", second)).hasValue(10);
    assertThat(contents.lastRecords("CampaignList", 0)).isEmpty();
  }

  /** A quarter of it is noise, so that it does not vanish when it is compressed. */
  private static byte[] catalogLike(int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(7);
    byte[] noise = new byte[64];
    for (int at = 0; at + 256 <= length; at += 256) {
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, at, noise.length);
    }
    return bytes;
  }
}
