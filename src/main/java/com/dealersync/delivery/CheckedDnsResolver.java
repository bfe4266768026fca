package com.dealersync.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Looks a host up once per connection and returns only addresses that the policy permits, all of
 * them or none. The client dials exactly what it gets from here, so nothing can change between the
 * check and the connection.
 */
final class CheckedDnsResolver implements DnsResolver {
  private final Network.Lookup lookup;
  private final AddressPolicy policy;
  private final ExecutorService executor;
  private final Duration timeout;

  /**
   * @param executor runs the look-ups, which the operating system does not let anyone interrupt
   */
  CheckedDnsResolver(
      Network.Lookup lookup, AddressPolicy policy, ExecutorService executor, Duration timeout) {
    this.lookup = lookup;
    this.policy = policy;
    this.executor = executor;
    this.timeout = timeout;
  }

  @Override
  public List<InetSocketAddress> resolve(String name, int port) throws UnknownHostException {
    // The client shows an A-label in its own letters, which no look-up takes.
    String host = InternationalHost.toAscii(name);
    InetAddress[] addresses = lookUp(host);
    for (InetAddress address : addresses) {
      if (!policy.permits(host, address, port)) {
        throw new BlockedAddressException(host);
      }
    }
    return Stream.of(addresses).map(address -> new InetSocketAddress(address, port)).toList();
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    Future<InetAddress[]> found = executor.submit(() -> lookup.addressesOf(host));
    try {
      return found.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unknown(host, e.getCause());
    } catch (TimeoutException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    } finally {
      found.cancel(true);
    }
  }

  /** Refused, because the port decides what an address must be. */
  @Override
  public InetAddress[] resolve(String host) {
    throw new UnsupportedOperationException("Look up a host together with its port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static UnknownHostException unknown(String host, @Nullable Throwable cause) {
    var exception = new UnknownHostException(host);
    exception.initCause(cause);
    return exception;
  }
}
