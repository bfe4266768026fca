package com.dealersync.api;

import com.dealersync.sync.Pause;
import com.dealersync.sync.PreviewResult;
import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.PreviewResult.RefusedWebhook;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent.
 *
 * @param sha256 of the bytes that each webhook would receive, in hex
 * @param primeros the first records, each exactly as in those bytes
 * @param rechazados the webhooks that would fail before anything is sent
 * @param avisos for which nothing would be sent at all, unless it is forced
 * @param piloto who would be served first; absent if all would be at once
 * @param pausa for which a start would be refused now; absent if there is none
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
    List<String> avisos,
    @Nullable Pilot piloto,
    @Nullable PauseResource pausa) {

  /** Those that would be served first. */
  record Pilot(int webhooks, int dealers) {

    static @Nullable Pilot of(PreviewResult.@Nullable Pilot pilot) {
      return pilot == null ? null : new Pilot(pilot.webhooks(), pilot.dealers());
    }
  }

  /** Without its secret. */
  record Refused(String url, String motivo, List<String> dealers) {

    static Refused of(RefusedWebhook webhook) {
      return new Refused(webhook.url(), webhook.reason(), webhook.bacs());
    }
  }

  static PreviewResource of(Previewed previewed, ZoneId zone) {
    Pause pause = previewed.pause();
    return new PreviewResource(
        previewed.webhooks(),
        previewed.dealers(),
        previewed.dealersWithoutWebhook(),
        previewed.records(),
        previewed.bytes(),
        previewed.sha256(),
        previewed.firstRecords().stream().map(RawValue::new).toList(),
        previewed.refused().stream().map(Refused::of).toList(),
        previewed.findings(),
        Pilot.of(previewed.pilot()),
        pause == null ? null : PauseResource.of(pause, zone));
  }
}
