package com.dealersync.api;

import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.PreviewResult.RefusedWebhook;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/**
 * What would be sent.
 *
 * @param sha256 of the bytes that each webhook would receive, in hex
 * @param primeros the first records, each exactly as in those bytes
 * @param rechazados the webhooks that would fail before anything is sent
 * @param avisos for which nothing would be sent at all, unless it is forced
 */
record PreviewResource(
    int webhooks,
    int dealers,
    int dealersOmitidos,
    long registros,
    int bytes,
    String sha256,
    List<RawValue> primeros,
    List<Refused> rechazados,
    List<String> avisos) {

  /** Without its secret. */
  record Refused(String url, String motivo, List<String> dealers) {

    static Refused of(RefusedWebhook webhook) {
      return new Refused(webhook.url(), webhook.reason(), webhook.bacs());
    }
  }

  static PreviewResource of(Previewed previewed) {
    return new PreviewResource(
        previewed.webhooks(),
        previewed.dealers(),
        previewed.dealersWithoutWebhook(),
        previewed.records(),
        previewed.bytes(),
        previewed.sha256(),
        previewed.firstRecords().stream().map(RawValue::new).toList(),
        previewed.refused().stream().map(Refused::of).toList(),
        previewed.findings());
  }
}
