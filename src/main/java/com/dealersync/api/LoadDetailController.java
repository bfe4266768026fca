package com.dealersync.api;

import com.dealersync.sync.LoadQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** One load: how it stands, its dealers, and what is sent for it. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LoadDetailController {

  private static final Logger log = LoggerFactory.getLogger(LoadDetailController.class);
  static final String LOAD = "/cargas/{eventoCargaProcesoId:\\d{1,18}}";

  private final LoadQueries loads;
  private final Envelopes envelopes;

  LoadDetailController(LoadQueries loads, Envelopes envelopes) {
    this.loads = loads;
    this.envelopes = envelopes;
  }

  @GetMapping(LOAD)
  ResponseEntity<ApiResponse<?>> load(@PathVariable long eventoCargaProcesoId) {
    return found(
        eventoCargaProcesoId,
        loads
            .find(eventoCargaProcesoId)
            .map(load -> envelopes.success("Carga encontrada.", LoadDetailResource.of(load))));
  }

  @GetMapping(LOAD + "/dealers")
  ResponseEntity<ApiResponse<?>> dealers(
      @PathVariable long eventoCargaProcesoId,
      @Valid DealerQuery dealer,
      @Valid SearchQuery search,
      @Valid PageQuery page) {
    return found(
        eventoCargaProcesoId,
        loads
            .dealers(eventoCargaProcesoId, dealer.filter(search), page.toPageable())
            .map(
                dealers ->
                    envelopes.success(
                        "%d dealers encontrados.".formatted(dealers.getTotalElements()),
                        PageResource.of(dealers.map(DealerResource::of)))));
  }

  @GetMapping(LOAD + "/fallas")
  ResponseEntity<ApiResponse<?>> failures(@PathVariable long eventoCargaProcesoId) {
    return found(
        eventoCargaProcesoId,
        loads
            .failures(eventoCargaProcesoId)
            .map(FailuresResource::of)
            .map(
                found ->
                    envelopes.success("%d dealers fallidos.".formatted(found.total()), found)));
  }

  /** How its dealers confirmed over time. */
  @GetMapping(LOAD + "/cobertura")
  ResponseEntity<ApiResponse<?>> coverage(@PathVariable long eventoCargaProcesoId) {
    return found(
        eventoCargaProcesoId,
        loads
            .confirmations(eventoCargaProcesoId)
            .map(
                points ->
                    envelopes.success(
                        "Cobertura de la carga.", CoverageOverTimeResource.of(points))));
  }

  /** Null once it is written, or need not be. */
  @GetMapping(LOAD + "/contenido")
  @Nullable ResponseEntity<ApiResponse<?>> content(
      @PathVariable long eventoCargaProcesoId,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<LoadQueries.Sealed> content = loads.content(eventoCargaProcesoId);
    if (content.isEmpty()) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND)
          .body(
              envelopes.failure(
                  "La carga %d no existe o no tiene un contenido sellado."
                      .formatted(eventoCargaProcesoId)));
    }
    boolean compressed = acceptsGzip(request);
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (isKnown(request, response, entityTag(content.get(), compressed))) {
      response.setStatus(HttpStatus.NOT_MODIFIED.value());
      return null;
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    if (compressed) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    } else {
      response.setContentLengthLong(content.get().bytes());
    }
    try (InputStream gzip = content.get().gzip()) {
      // From here on a failure breaks the connection, so that half of it is not taken for a whole.
      response.flushBuffer();
      if (!HttpMethod.HEAD.matches(request.getMethod())) {
        (compressed ? gzip : new GZIPInputStream(gzip)).transferTo(response.getOutputStream());
      }
    } catch (IOException e) {
      log.debug("Whoever wanted the content of load {} has left", eventoCargaProcesoId, e);
    }
    return null;
  }

  /** Weak where it is compressed: a strong one is for the same bytes only (RFC 9110, 8.8.3.3). */
  private static String entityTag(LoadQueries.Sealed content, boolean compressed) {
    return (compressed ? "W/" : "") + '"' + content.sha256() + '"';
  }

  /** Spring does not take the {@code *} of RFC 9110, 13.1.2, for a GET. */
  private static boolean isKnown(
      HttpServletRequest request, HttpServletResponse response, String entityTag) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return new ServletWebRequest(request, response).checkNotModified(entityTag)
        || (known != null && known.strip().equals("*"));
  }

  private static boolean acceptsGzip(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null
        && accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }

  private ResponseEntity<ApiResponse<?>> found(
      long load, Optional<? extends ApiResponse<?>> answer) {
    return answer.isPresent()
        ? ResponseEntity.ok(answer.get())
        : ResponseEntity.status(HttpStatus.NOT_FOUND).body(envelopes.failure(unknown(load)));
  }

  static String unknown(long load) {
    return "No existe la carga %d.".formatted(load);
  }
}
