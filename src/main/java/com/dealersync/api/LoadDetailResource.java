package com.dealersync.api;

import com.dealersync.catalog.Coverage;
import com.dealersync.notices.Told;
import com.dealersync.sync.LoadView;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load as it stands now.
 *
 * @param reemplazada whether a newer load has taken its place
 * @param cargaActual the idCarga of that
 * @param contenido what is sent for it; absent while nothing is sealed
 * @param notificaciones what people were told of it and of its runs, the newest first
 */
record LoadDetailResource(
    @JsonUnwrapped LoadResource carga,
    boolean reemplazada,
    @Nullable String cargaActual,
    CoverageResource cobertura,
    Rounds rondas,
    @Nullable Content contenido,
    List<NoticeResource> notificaciones) {

  record CoverageResource(int totales, int exitosos, int fallidos, int enEspera, int noEnviados) {

    static CoverageResource of(Coverage of) {
      return new CoverageResource(
          of.total(), of.confirmed(), of.failed(), of.waiting(), of.notSent());
    }
  }

  /**
   * How it goes on by itself since a person last started it.
   *
   * @param iniciadas rounds that have begun
   * @param previstas how many there are at most
   * @param siguiente when the next one begins; absent if none is planned
   */
  record Rounds(int iniciadas, int previstas, @Nullable LocalDateTime siguiente) {}

  /**
   * What was sealed.
   *
   * @param avisos what was found wrong with it and let pass; absent if nothing was
   * @param disponible whether it can still be read
   */
  record Content(
      String sha256,
      long bytes,
      LocalDateTime sellado,
      @Nullable String avisos,
      boolean disponible) {

    static @Nullable Content of(LoadView.@Nullable Content content) {
      return content == null
          ? null
          : new Content(
              content.sha256(),
              content.bytes(),
              content.sealedAt(),
              content.findings(),
              content.kept());
    }
  }

  static LoadDetailResource of(LoadView view) {
    return new LoadDetailResource(
        LoadResource.of(view.load(), view.refused()),
        view.replaced(),
        view.replacedBy(),
        CoverageResource.of(view.coverage()),
        new Rounds(view.rounds().begun(), view.rounds().most(), view.rounds().next()),
        Content.of(view.content()),
        view.told().stream().map(NoticeResource::of).toList());
  }

  enum Medium {
    CORREO,
    WEBHOOK
  }

  /**
   * @param momento when what it tells happened
   * @param terminada when it was delivered or given up; absent while it waits
   */
  record NoticeResource(
      String evento,
      long syncControlId,
      Medium medio,
      Told.State estado,
      int intentos,
      LocalDateTime momento,
      @Nullable LocalDateTime terminada) {

    static NoticeResource of(Told told) {
      return new NoticeResource(
          told.event(),
          told.runId(),
          told.mail() ? Medium.CORREO : Medium.WEBHOOK,
          told.state(),
          told.attempts(),
          told.createdAt(),
          told.endedAt());
    }
  }
}
