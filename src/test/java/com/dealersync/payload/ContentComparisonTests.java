package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.payload.ContentDifference.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentComparisonTests {

  private static final String ONE = "{\"id\":1,\"nombre\":\"Uno\"}";
  private static final String TWO = "{\"id\":2,\"nombre\":\"Dos\"}";
  private static final String OTHER_TWO = "{\"id\":2,\"nombre\":\"Otro\"}";
  private static final String THREE = "{\"id\":3,\"nombre\":null}";

  @Test
  void tellsAddedRemovedAndChangedRecordsByTheirKey() {
    assertThat(difference(List.of("id"), List.of(ONE, TWO), List.of(OTHER_TWO, THREE)))
        .isEqualTo(
            new ContentDifference(
                2, 2, 1, 1, 1, List.of(THREE), List.of(ONE), List.of(new Change(TWO, OTHER_TWO))));
  }

  @Test
  void takesAChangedRecordForARemovedAndAnAddedOneWithoutAKey() {
    assertThat(difference(List.of(), List.of(ONE, TWO), List.of(TWO, ONE, OTHER_TWO)))
        .isEqualTo(new ContentDifference(2, 3, 1, 0, 0, List.of(OTHER_TWO), List.of(), List.of()));
  }

  @Test
  void countsRecordsThatAreThereMoreThanOnce() {
    ContentDifference difference =
        difference(List.of(), List.of(ONE, ONE, ONE, TWO), List.of(ONE, TWO, TWO));

    assertThat(difference.added()).isEqualTo(1);
    assertThat(difference.removed()).isEqualTo(2);
    assertThat(difference.removedExamples()).containsExactly(ONE, ONE);
  }

  @Test
  void comparesInTheirOrderThoseThatShareAKey() {
    ContentDifference difference =
        difference(List.of("id"), List.of(TWO, OTHER_TWO), List.of(TWO, TWO));

    assertThat(difference.changedExamples()).containsExactly(new Change(OTHER_TWO, TWO));
    assertThat(difference.added() + difference.removed()).isZero();
  }

  @Test
  void takesARecordWithoutTheKeyForOneOfItsOwn() {
    String keyless = "{\"nombre\":\"Uno\"}";
    String asText = "{\"id\":\"1\",\"nombre\":\"Uno\"}";

    assertThat(difference(List.of("id"), List.of(ONE), List.of(keyless, asText)).added())
        .isEqualTo(2);
  }

  @Test
  void showsTenExamplesAndCountsAll() {
    List<String> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "{\"id\":%d,\"n\":{\"a\":[1]}}".formatted(i))
            .toList();

    ContentDifference difference = difference(List.of("id"), List.of(), many);

    assertThat(difference.added()).isEqualTo(1_000);
    assertThat(difference.addedExamples()).isEqualTo(many.subList(0, 10));
  }

  private static ContentDifference difference(
      List<String> key, List<String> before, List<String> now) {
    return new ContentComparison(() -> payload(before), () -> payload(now), key).difference();
  }

  private static Payload payload(List<String> records) {
    String document =
        "{\"procesodetalle\":[{\"id\":9}],\"lista\":[%s]}".formatted(String.join(",", records));
    return new Payload(document.getBytes(StandardCharsets.UTF_8), records.size());
  }
}
