package com.dealersync.delivery;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on the way through a proxy. Until TLS has shown the dealer at the other end of a
 * tunnel, nobody can tell whether the proxy or the dealer hung up or talked nonsense, and a dealer
 * must not pay for the proxy.
 */
final class ProxyFaults {
  private ProxyFaults() {}

  /** Null if it had nothing to do with a proxy. */
  static @Nullable Reason reason(Exception failure, Exchange exchange) {
    if (exchange.proxy() == null || !(failure instanceof IOException)) {
      return null;
    }
    return switch (exchange.phase()) {
      case PROXY -> connecting(failure);
      case TUNNEL -> ProxyReason.CUT_OFF;
      case TLS -> handshake(failure);
      case SIGN, DNS, CONNECT, SEND, FIRST_BYTE, READ -> null;
    };
  }

  private static Reason connecting(Exception failure) {
    return switch (failure) {
      case UnknownHostException e when e.getCause() instanceof TimeoutException ->
          ProxyReason.SLOW_LOOKUP;
      case UnknownHostException e -> ProxyReason.NO_ADDRESS;
      case ConnectTimeoutException e -> ProxyReason.SLOW_CONNECT;
      case SocketTimeoutException e -> ProxyReason.SLOW_CONNECT;
      default -> ProxyReason.NOT_CONNECTED;
    };
  }

  private static Reason handshake(Exception failure) {
    return switch (failure) {
      case SSLException e when Faults.isAboutIdentity(e) -> ProxyReason.BAD_CERTIFICATE;
      case SSLException e when Faults.isPlainText(e) -> ProxyReason.NO_TLS;
      case ConnectTimeoutException e -> ProxyReason.SLOW_HANDSHAKE;
      case SocketTimeoutException e -> ProxyReason.SLOW_HANDSHAKE;
      default -> ProxyReason.BAD_HANDSHAKE;
    };
  }
}
