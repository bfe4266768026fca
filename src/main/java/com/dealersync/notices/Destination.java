package com.dealersync.notices;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Where a notice goes. */
sealed interface Destination {

  /** What stands for it in a row: short, the same on every node, and no secret. */
  String key();

  /** A receiver of signed messages. */
  record Address(String url) implements Destination {

    @Override
    public String key() {
      byte[] digest = Digests.sha256(url.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    }
  }

  /** All who get mails. */
  record Mailbox() implements Destination {

    static final String KEY = "correo";

    @Override
    public String key() {
      return KEY;
    }
  }
}
