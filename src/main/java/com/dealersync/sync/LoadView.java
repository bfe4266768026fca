package com.dealersync.sync;

import com.dealersync.catalog.Coverage;
import com.dealersync.catalog.LoadSummary;
import com.dealersync.notices.Told;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load as it is now.
 *
 * @param content what is sent for it; null while nothing is sealed
 * @param replaced whether a newer load has taken its place
 * @param replacedBy the idCarga of the newer load; null if it is not known
 * @param refused what the guard found, where it kept the load from being sent; null if it did not
 * @param told what people were told of it and of its runs, the newest first
 */
public record LoadView(
    LoadSummary load,
    Coverage coverage,
    @Nullable Content content,
    boolean replaced,
    @Nullable String replacedBy,
    Rounds rounds,
    @Nullable String refused,
    List<Told> told) {

  /**
   * How the load goes on by itself since a person last started it.
   *
   * @param begun rounds that have begun
   * @param most how many there are at most
   * @param next when the next one begins; null if none is planned
   */
  public record Rounds(int begun, int most, @Nullable LocalDateTime next) {}

  /**
   * What was sealed.
   *
   * @param findings what is wrong with it although it was sent by force; null if nothing is wrong
   * @param kept whether its bytes can still be read
   */
  public record Content(
      String sha256, long bytes, LocalDateTime sealedAt, @Nullable String findings, boolean kept) {}
}
