package com.dealersync.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * How addresses are found and judged.
 *
 * @param dealers finds those of dealers and permits what the policy does
 * @param proxies finds those of the proxy, which an operator has chosen
 * @param proxy null if there is none
 */
record Dialling(
    CheckedDnsResolver dealers,
    CheckedDnsResolver proxies,
    Ways ways,
    @Nullable OutboundProxy proxy) {

  static Dialling of(
      DeliveryProperties properties,
      AddressPolicy policy,
      Network.Lookup lookup,
      ExecutorService threads) {
    Duration patience = properties.timeout().dns();
    OutboundProxy proxy = OutboundProxy.of(properties.proxy());
    AddressPolicy chosen =
        new AddressPolicy(proxy == null ? List.of() : List.of(proxy.host().getHostName()));
    CheckedDnsResolver dealers = new CheckedDnsResolver(lookup, policy, threads, patience);
    return new Dialling(
        dealers,
        new CheckedDnsResolver(lookup, chosen, threads, patience),
        new Ways(policy, dealers, proxy),
        proxy);
  }
}
