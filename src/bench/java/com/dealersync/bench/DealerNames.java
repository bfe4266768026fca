package com.dealersync.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Finds every host of the benchmark's domain on this machine, and any other as ever. */
public final class DealerNames extends InetAddressResolverProvider {
  private static final String DOMAIN = ".dealers.test";

  /** A dealer that answers. */
  static String dealer(int n) {
    return "dealer-" + n + DOMAIN;
  }

  /** One that takes everything and never says a word. */
  static String silent(int n) {
    return "silent-" + n + DOMAIN;
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "dealers of the benchmark";
  }

  /** What it does. */
  record Resolver(InetAddressResolver builtIn) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      return host.endsWith(DOMAIN)
          ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
          : builtIn.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtIn.lookupByAddress(address);
    }
  }
}
