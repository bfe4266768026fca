package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTests {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 1_001, 300_000})
  void givesBackWhatWasWritten(int length) throws IOException {
    byte[] text = new byte[length];
    new Random(7).nextBytes(text);
    Spool spool = new Spool(1_000);
    for (int from = 0; from < length; from += 700) {
      spool.write(text, from, Math.min(700, length - from));
    }
    spool.close();

    byte[] target = new byte[length + 3];
    spool.copyTo(target, 2);

    assertThat(spool.length()).isEqualTo(length);
    assertThat(target).startsWith(0, 0).endsWith(0);
    assertThat(Arrays.copyOfRange(target, 2, length + 2)).isEqualTo(text);
  }
}
