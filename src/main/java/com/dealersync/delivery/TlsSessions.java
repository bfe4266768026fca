package com.dealersync.delivery;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/**
 * The TLS sessions that dealers let us resume: without them each run would pay for the keys and the
 * certificate of every dealer again. The JDK keeps one of each host, for a day at most, and drops
 * those unused the longest where memory is short.
 */
final class TlsSessions {
  private static final int AT_FIRST = 500;

  /** What the JDK takes for enough, too. */
  private static final int AT_MOST = 20_480;

  private TlsSessions() {}

  /** Before anybody knows how many dealers there are. */
  static void keepFew(SSLContext tls) {
    tls.getClientSessionContext().setSessionCacheSize(AT_FIRST);
  }

  /**
   * Makes room for the dealers of a run. Runs meet their dealers in the same order each time, so a
   * cache with room for almost all of them would drop each session right before it is wanted. It
   * has room for as many others, since runs of other process types have dealers of their own.
   */
  static void makeRoom(SSLContext tls, int webhooks) {
    SSLSessionContext sessions = tls.getClientSessionContext();
    int wanted = Math.clamp(2L * webhooks, AT_FIRST, AT_MOST);
    synchronized (sessions) {
      if (wanted > sessions.getSessionCacheSize()) {
        sessions.setSessionCacheSize(wanted);
      }
    }
  }

  /**
   * Whether a handshake resumed a session: it is older than the handshake then.
   *
   * @param began when the handshake began, in milliseconds of the system's clock, which the JDK
   *     dates sessions by
   */
  static boolean isResumed(SSLSession session, long began) {
    return session.getCreationTime() < began;
  }
}
