package com.dealersync.sync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run of a load would send now, or why that cannot be shown. */
public sealed interface PreviewResult
    permits LoadRefusal, PreviewResult.Previewed, PreviewResult.Busy {

  /**
   * What would be sent.
   *
   * @param webhooks how many would get the payload
   * @param dealers how many dealers these webhooks have
   * @param dealersWithoutWebhook how many would be omitted
   * @param records in the payload
   * @param bytes of the payload
   * @param sha256 of these bytes, in lower-case hex
   * @param firstRecords the first ones, each as the JSON text in the payload
   * @param refused webhooks to which nothing would be sent; they are counted above, too
   * @param findings reasons for which a run would end without sending, in words for people
   * @param pilot who would be served first; null if all would be at once
   * @param pause for which a start would be refused now; null if there is none
   */
  record Previewed(
      int webhooks,
      int dealers,
      int dealersWithoutWebhook,
      long records,
      int bytes,
      String sha256,
      List<String> firstRecords,
      List<RefusedWebhook> refused,
      List<String> findings,
      @Nullable Pilot pilot,
      @Nullable Pause pause)
      implements PreviewResult {}

  /**
   * Those that would be served first.
   *
   * @param dealers how many dealers these webhooks have
   */
  record Pilot(int webhooks, int dealers) {}

  /**
   * A webhook that a run would not send to.
   *
   * @param url with masked credentials and query
   * @param reason in Spanish
   * @param bacs its dealers; empty if they have no BAC
   */
  record RefusedWebhook(String url, String reason, List<String> bacs) {}

  /** Another preview is being made. */
  record Busy(Duration retryAfter) implements PreviewResult {}
}
