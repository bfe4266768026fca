package com.dealersync.delivery;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why an exchange ended without an answer. The texts name no address: people read them. */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static AttemptResult.Failed of(Exception failure, Exchange exchange) {
    if (exchange.isAbandoned()) {
      return AttemptResult.Failed.without(RunReason.ABANDONED);
    }
    Exchange.Phase overdue = exchange.overdueIn();
    if (overdue != null) {
      return AttemptResult.Failed.without(timeout(overdue, exchange));
    }
    return failure instanceof ProxyException refusal
        ? refusal.failed()
        : AttemptResult.Failed.without(reason(failure, exchange));
  }

  /** Of a reply whose status is known and whose text breaks off. */
  static AttemptResult.Failed brokenOff(
      @Nullable IOException failure, int status, Exchange exchange) {
    if (failure instanceof MalformedChunkCodingException
        && !(failure instanceof TruncatedChunkException)
        && exchange.overdueIn() == null) {
      return AttemptResult.Failed.of(ReplyReason.BAD_CHUNKS, status);
    }
    return of(failure == null ? new IOException("It breaks off") : failure, exchange);
  }

  private static Reason reason(Exception failure, Exchange exchange) {
    Reason onTheWay = ProxyFaults.reason(failure, exchange);
    return onTheWay == null ? reasonOfDealer(failure, exchange) : onTheWay;
  }

  private static Reason reasonOfDealer(Exception failure, Exchange exchange) {
    return switch (failure) {
      case BlockedAddressException e -> NetworkReason.BLOCKED_ADDRESS;
      case UnknownHostException e when e.getCause() instanceof TimeoutException ->
          NetworkReason.SLOW_LOOKUP;
      case UnknownHostException e -> NetworkReason.NO_ADDRESS;
      // The client gives a time-out in the handshake this name too.
      case ConnectTimeoutException e -> timeout(exchange.phase(), exchange);
      case ConnectException e -> NetworkReason.NOT_CONNECTED;
      case NoRouteToHostException e -> NetworkReason.NO_ROUTE;
      case SSLException e when isAboutIdentity(e) -> NetworkReason.BAD_CERTIFICATE;
      case SSLException e when isPlainText(e) -> NetworkReason.NO_TLS;
      case SSLException e when exchange.phase() == Exchange.Phase.TLS ->
          NetworkReason.BAD_HANDSHAKE;
      case SocketTimeoutException e -> timeout(exchange.phase(), exchange);
      case NoHttpResponseException e -> NetworkReason.NO_REPLY;
      case HttpException e -> NetworkReason.NOT_HTTP;
      case IOException e when e.getCause() instanceof HttpException -> NetworkReason.NOT_HTTP;
      case IOException e when exchange.phase() == Exchange.Phase.READ -> NetworkReason.CUT_REPLY;
      case IOException e -> NetworkReason.CUT_OFF;
      case UncheckedIOException e -> reason(requireNonNull(e.getCause()), exchange);
      default -> {
        log.error("A send failed in a way that no dealer can cause", failure);
        yield RunReason.INTERNAL;
      }
    };
  }

  private static Reason timeout(Exchange.Phase phase, Exchange exchange) {
    return switch (phase) {
      case SIGN, DNS -> NetworkReason.SLOW_LOOKUP;
      case CONNECT -> NetworkReason.SLOW_CONNECT;
      case PROXY -> ProxyReason.SLOW_CONNECT;
      case TUNNEL -> ProxyReason.SLOW_TUNNEL;
      case TLS ->
          exchange.proxy() == null ? NetworkReason.SLOW_HANDSHAKE : ProxyReason.SLOW_HANDSHAKE;
      case SEND -> NetworkReason.SLOW_SEND;
      case FIRST_BYTE -> NetworkReason.SLOW_ANSWER;
      case READ -> NetworkReason.SLOW_REPLY;
    };
  }

  static boolean isPlainText(SSLException failure) {
    String message = failure.getMessage();
    return message != null
        && (message.contains("plaintext connection") || message.contains("unrecognized SSL"));
  }

  static boolean isAboutIdentity(SSLException failure) {
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
