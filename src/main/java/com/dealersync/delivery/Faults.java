package com.dealersync.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why an exchange ended without an answer. The texts name no address: people read them. */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static AttemptResult.Failed of(Exception failure, Exchange exchange) {
    if (exchange.isAbandoned()) {
      return AttemptResult.Failed.without(FailureKind.ABANDONED, "La ejecución terminó antes");
    }
    Exchange.Phase overdue = exchange.overdueIn();
    if (overdue != null) {
      return timeout(overdue);
    }
    return switch (failure) {
      case BlockedAddressException e ->
          AttemptResult.Failed.without(FailureKind.BLOCKED, BlockedAddressException.REASON);
      case UnknownHostException e when e.getCause() instanceof TimeoutException ->
          timeout(Exchange.Phase.DNS);
      case UnknownHostException e ->
          AttemptResult.Failed.without(FailureKind.DNS, "No se encontró el host del webhook");
      // The client gives a time-out in the handshake this name too.
      case ConnectTimeoutException e -> timeout(exchange.phase());
      case ConnectException e ->
          AttemptResult.Failed.without(FailureKind.CONNECT, "No se pudo conectar con el dealer");
      case NoRouteToHostException e ->
          AttemptResult.Failed.without(FailureKind.CONNECT, "No hay ruta hacia el dealer");
      case SSLException e when isAboutIdentity(e) ->
          AttemptResult.Failed.without(
              FailureKind.TLS_IDENTITY,
              "El certificado del dealer no es válido: vencido, de otro host o sin cadena de confianza");
      case SSLException e ->
          AttemptResult.Failed.without(FailureKind.IO, "Falló la negociación TLS con el dealer");
      case SocketTimeoutException e -> timeout(exchange.phase());
      case NoHttpResponseException e ->
          AttemptResult.Failed.without(FailureKind.IO, "El dealer cerró la conexión sin responder");
      case HttpException e ->
          AttemptResult.Failed.without(FailureKind.IO, "La respuesta del dealer no es HTTP válido");
      case IOException e when e.getCause() instanceof HttpException ->
          AttemptResult.Failed.without(FailureKind.IO, "La respuesta del dealer no es HTTP válido");
      case IOException e ->
          AttemptResult.Failed.without(FailureKind.IO, "Se cortó la conexión con el dealer");
      default -> {
        log.error("A send failed in a way that no dealer can cause", failure);
        yield AttemptResult.Failed.without(FailureKind.INTERNAL, "Error interno al enviar");
      }
    };
  }

  private static AttemptResult.Failed timeout(Exchange.Phase phase) {
    return switch (phase) {
      case SIGN, DNS ->
          AttemptResult.Failed.without(
              FailureKind.DNS, "Tiempo agotado al buscar el host del webhook");
      case CONNECT ->
          AttemptResult.Failed.without(
              FailureKind.CONNECT, "Tiempo agotado al conectar con el dealer");
      case TLS ->
          AttemptResult.Failed.without(FailureKind.TIMEOUT, "Tiempo agotado al negociar TLS");
      case SEND ->
          AttemptResult.Failed.without(FailureKind.TIMEOUT, "Tiempo agotado al enviar el catálogo");
      case FIRST_BYTE ->
          AttemptResult.Failed.without(
              FailureKind.TIMEOUT, "Tiempo agotado: el dealer no respondió");
      case READ ->
          AttemptResult.Failed.without(
              FailureKind.TIMEOUT, "Tiempo agotado al recibir la respuesta del dealer");
    };
  }

  private static boolean isAboutIdentity(SSLException failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }
}
