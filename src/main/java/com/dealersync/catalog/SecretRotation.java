package com.dealersync.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Encrypts every stored secret with the current key, in small batches that are committed one by
 * one. It can be stopped and started again at any time, also while the service works.
 */
final class SecretRotation implements CommandLineRunner {

  private static final Logger log = LoggerFactory.getLogger(SecretRotation.class);
  private static final int BATCH = 500;
  private static final int COLUMN_BYTES = 500;

  private final JdbcTemplate sql;
  private final SecretCipher cipher;

  SecretRotation(JdbcTemplate sql, SecretCipher cipher) {
    this.sql = sql;
    this.cipher = cipher;
  }

  private record Row(
      long id, @Nullable String bac, @Nullable String secret, @Nullable String previous) {}

  @Override
  public void run(String... args) {
    if (!cipher.canWrite()) {
      throw new IllegalStateException("Falta dealer-sync.secrets.current");
    }
    long last = Long.MIN_VALUE;
    int encrypted = 0;
    List<Long> left = new ArrayList<>();
    for (List<Row> rows = after(last); !rows.isEmpty(); rows = after(last)) {
      for (Row row : rows) {
        encrypted += encrypt(row, left);
      }
      last = rows.getLast().id();
      log.info("🔐 [SECRETOS] {} dealers cifrados de nuevo, hasta el renglón {}", encrypted, last);
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "%d secretos quedaron como estaban, porque no se pudieron descifrar o no caben cifrados: renglones %s"
              .formatted(left.size(), left.subList(0, Math.min(50, left.size()))));
    }
    log.info("✅ [SECRETOS] Todos los secretos están cifrados con la clave vigente");
  }

  private List<Row> after(long id) {
    return sql.query(
        """
        select COSD_EVENTOCARGASNAPDEALERID, COSD_DEALERBAC, COSD_SECRETKEY, COSD_SECRETKEYANTERIOR
          from CO_EVENTOSCARGASNAPSHOTDEALERS
         where COSD_EVENTOCARGASNAPDEALERID > ?
           and (COSD_SECRETKEY is not null or COSD_SECRETKEYANTERIOR is not null)
         order by COSD_EVENTOCARGASNAPDEALERID
         fetch next %d rows only"""
            .formatted(BATCH),
        (row, i) -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
        id);
  }

  /** If somebody else changed the row after it was read, that change stays. */
  private int encrypt(Row row, List<Long> left) {
    int changed =
        encrypt(row, "COSD_SECRETKEY", row.secret(), left)
            + encrypt(row, "COSD_SECRETKEYANTERIOR", row.previous(), left);
    return Math.min(changed, 1);
  }

  private int encrypt(Row row, String column, @Nullable String stored, List<Long> left) {
    if (stored == null || stored.isBlank() || cipher.isCurrent(stored)) {
      return 0;
    }
    String secret = cipher.read(stored, row.bac());
    String encrypted =
        secret == null || SnapshotDealer.isEncrypted(secret)
            ? null
            : cipher.write(secret, row.bac());
    if (encrypted == null || encrypted.length() > COLUMN_BYTES) {
      left.add(row.id());
      return 0;
    }
    return sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set %s = ? where COSD_EVENTOCARGASNAPDEALERID = ? and %s = ?"
            .formatted(column, column),
        encrypted,
        row.id(),
        stored);
  }
}
