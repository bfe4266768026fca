package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.database.MigratedDatabase;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the heap holds of a content of 200 MB on its way to the database and back. */
@Tag("database")
@Timeout(300)
@Tag("slow")
class LargeContentTests {

  private static final long LARGE = 200L * 1024 * 1024;
  private static final String HEAP = System.getProperty("dealer-sync.test.content-heap", "400m");

  /** An eighth of each row is noise, so that it does not vanish when it is compressed. */
  private static final String ON_H2 =
      """
      select x as "id", repeat('catalogo ', 200) as "texto", rawtohex(secure_rand(128)) as "ruido"
        from system_range(1, 101000)""";

  private static final String ON_POSTGRESQL =
      """
      select x as "id", repeat('catalogo ', 200) as "texto",
             md5(x::text) || md5('1' || x) || md5('2' || x) || md5('3' || x)
               || md5('4' || x) || md5('5' || x) || md5('6' || x) || md5('7' || x) as "ruido"
        from generate_series(1, 101000) x""";

  @Test
  void isRenderedSealedAndReadInAHeapOfTwiceItsSize() throws Exception {
    if (DatabaseKind.current() == DatabaseKind.H2) {
      // In a process of its own, or the database would fill the heap that is measured.
      Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
      try {
        String url =
            "jdbc:h2:tcp://127.0.0.1:%d/mem:large;MODE=Oracle;DB_CLOSE_DELAY=-1"
                .formatted(server.getPort());
        run(
            new TestDatabase(DatabaseKind.H2, "large", url, "sa", "sa"),
            url + ";LAZY_QUERY_EXECUTION=1",
            ON_H2);
      } finally {
        server.stop();
      }
    } else {
      TestDatabase database = TestDatabase.fresh();
      run(database, database.url(), ON_POSTGRESQL);
    }
  }

  private static void run(TestDatabase database, String url, String query) throws Exception {
    MigratedDatabase.migrate(database);
    long load =
        new TestData(new JdbcTemplate(database.dataSource())).load("Large", "large").insert();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                LargeContentRun.class.getName(),
                url,
                database.username(),
                database.password(),
                Long.toString(load),
                query)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    MatchResult found =
        Pattern.compile("(\\d+) rendered, (\\d+) read")
            .matcher(output)
            .results()
            .findFirst()
            .orElseThrow();
    assertThat(Long.parseLong(found.group(1))).isGreaterThan(LARGE);
    assertThat(found.group(2)).isEqualTo(found.group(1));
  }
}
