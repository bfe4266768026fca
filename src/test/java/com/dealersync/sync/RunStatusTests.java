package com.dealersync.sync;

import static com.dealersync.sync.RunStatus.CANCELLED;
import static com.dealersync.sync.RunStatus.COMPLETED;
import static com.dealersync.sync.RunStatus.FAILED;
import static com.dealersync.sync.RunStatus.PENDING;
import static com.dealersync.sync.RunStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunStatusTests {

  private static final Map<RunStatus, Set<RunStatus>> ALLOWED =
      Map.of(
          PENDING, EnumSet.of(RUNNING, FAILED, CANCELLED),
          RUNNING, EnumSet.of(RUNNING, COMPLETED, FAILED, CANCELLED),
          COMPLETED, EnumSet.noneOf(RunStatus.class),
          FAILED, EnumSet.noneOf(RunStatus.class),
          CANCELLED, EnumSet.noneOf(RunStatus.class));

  static Stream<Arguments> everyPair() {
    return Stream.of(RunStatus.values())
        .flatMap(from -> Stream.of(RunStatus.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void mayGoExactlyWhereTheTableSays(RunStatus from, RunStatus to) {
    assertThat(from.next().contains(to)).isEqualTo(ALLOWED.get(from).contains(to));
  }

  @ParameterizedTest
  @EnumSource
  void occupiesItsProcessTypeAsLongAsItMayGoOn(RunStatus status) {
    assertThat(status.isActive()).isEqualTo(status == PENDING || status == RUNNING);
  }
}
