package com.dealersync.api;

import com.dealersync.database.Fault;
import com.dealersync.limits.TooManyRequestsException;
import com.dealersync.logs.RepeatedFaults;
import com.dealersync.sync.HandOverException;
import com.dealersync.sync.RenderingException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error in the API's envelope; what went wrong inside goes to the log only. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);
  private static final Duration KEYS_RETRY = Duration.ofSeconds(10);

  private final Envelopes envelopes;
  private final RetryLater retryLater;
  private final RepeatedFaults faults;

  ErrorAdvice(Envelopes envelopes, RetryLater retryLater, RepeatedFaults faults) {
    this.envelopes = envelopes;
    this.retryLater = retryLater;
    this.faults = faults;
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return handleExceptionInternal(
        e, InvalidField.of(e.getFieldErrors()), headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return handleExceptionInternal(e, InvalidField.of(e), headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (e.contains(BodyTooLargeException.class)) {
      return answer(HttpStatus.PAYLOAD_TOO_LARGE);
    }
    List<InvalidField> fields = InvalidField.of(e);
    return fields.isEmpty()
        ? answer(status, headers, "El cuerpo de la petición no es un objeto JSON válido.", null)
        : handleExceptionInternal(e, fields, headers, status, request);
  }

  /** Where all of the framework's errors end up. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object fields,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      log.error("Una petición falló", e);
    }
    return fields instanceof List<?> invalid
        ? answer(status, headers, "La petición tiene campos no válidos.", invalid)
        : answer(status, headers, ErrorMessages.of(status), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyTooLargeException e) {
    return answer(HttpStatus.PAYLOAD_TOO_LARGE);
  }

  /** Where Tomcat has refused the request already, on the way to its error page, it is right. */
  @ExceptionHandler
  ResponseEntity<Object> rejected(RequestRejectedException e, HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer refused
        ? answer(HttpStatusCode.valueOf(refused))
        : answer(HttpStatus.BAD_REQUEST);
  }

  /** The header is RFC 6750's. */
  @ExceptionHandler
  ResponseEntity<Object> unauthenticated(AuthenticationException e) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(
        HttpHeaders.WWW_AUTHENTICATE,
        e instanceof OAuth2AuthenticationException refused
            ? "Bearer error=\"%s\", error_description=\"%s\""
                .formatted(refused.getError().getErrorCode(), refused.getError().getDescription())
            : "Bearer");
    return answer(
        HttpStatus.UNAUTHORIZED, headers, ErrorMessages.of(HttpStatus.UNAUTHORIZED), null);
  }

  @ExceptionHandler
  ResponseEntity<ApiResponse<?>> tooMany(TooManyRequestsException e) {
    return retryLater.tooMany(e.retryAfter(), ErrorMessages.of(HttpStatus.TOO_MANY_REQUESTS));
  }

  @ExceptionHandler
  ResponseEntity<ApiResponse<?>> keysUnavailable(AuthenticationServiceException e) {
    faults.met(log, "No se pudo comprobar un token: el servidor de claves no responde", e);
    return retryLater.unavailable(
        KEYS_RETRY, "No se pudo comprobar el token de acceso. Intente nuevamente más tarde.");
  }

  @ExceptionHandler
  ResponseEntity<Object> forbidden(AccessDeniedException e) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"" + neededBy(e));
    return answer(HttpStatus.FORBIDDEN, headers, ErrorMessages.of(HttpStatus.FORBIDDEN), null);
  }

  /** Which scope the call needs, as RFC 6750 has it; empty where that is not said. */
  private static String neededBy(AccessDeniedException e) {
    if (e instanceof AuthorizationDeniedException denied
        && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision) {
      return decision.getAuthorities().stream()
          .map(authority -> String.valueOf(authority.getAuthority()).replace("SCOPE_", ""))
          .collect(Collectors.joining(" ", ", scope=\"", "\""));
    }
    return "";
  }

  /** The start-up has tried the query, so it is the data or the schema that has changed. */
  @ExceptionHandler
  ResponseEntity<? extends ApiResponse<?>> notRendered(
      RenderingException e, HttpServletRequest request) {
    return failed(
        e,
        request,
        "No se pudo generar el contenido de '%s': %s.".formatted(e.processType(), e.reason()));
  }

  private record Incident(String correlationId) {}

  @ExceptionHandler
  ResponseEntity<? extends ApiResponse<?>> unexpected(
      Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      // Nothing can be said any more; what the server does with it breaks the connection.
      log.error("Una respuesta se cortó a la mitad", e);
      throw e;
    }
    return failed(e, request, "Error interno.");
  }

  private ResponseEntity<? extends ApiResponse<?>> failed(
      Exception e, HttpServletRequest request, String what) {
    // A run that was accepted and then lost its job is an error of its own, whatever caused it.
    if (Fault.of(e) == Fault.DATABASE && !(e instanceof HandOverException)) {
      faults.met(log, "La base de datos no responde", e);
      return retryLater.databaseUnavailable();
    }
    log.error("Una petición falló", e);
    String correlationId = String.valueOf(request.getAttribute(CorrelationIdFilter.ATTRIBUTE));
    return ResponseEntity.internalServerError()
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            envelopes.failure(
                "%s Al reportarlo indique el identificador de correlación %s."
                    .formatted(what, correlationId),
                new Incident(correlationId)));
  }

  private ResponseEntity<Object> answer(HttpStatusCode status) {
    return answer(status, HttpHeaders.EMPTY, ErrorMessages.of(status), null);
  }

  /** JSON whatever the caller accepts: an error without words helps nobody. */
  private ResponseEntity<Object> answer(
      HttpStatusCode status, HttpHeaders headers, String message, @Nullable List<?> data) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(envelopes.failure(message, data));
  }
}
