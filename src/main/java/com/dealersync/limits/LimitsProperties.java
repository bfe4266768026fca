package com.dealersync.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one caller may ask of one node. A caller is the user or system that a token names.
 *
 * @param postPerMinute calls that may change something, for each caller; as many at once, then
 *     evenly spread; or {@code off}
 * @param getPerMinute calls that only read, for each caller, and calls without a valid token, for
 *     each address; the health probes are free; or {@code off}
 * @param eventStreams streams of events that one caller may have open at once; or {@code off}
 */
@ConfigurationProperties("dealer-sync.limits")
record LimitsProperties(
    @DefaultValue("60") Limit postPerMinute,
    @DefaultValue("600") Limit getPerMinute,
    @DefaultValue("10") Limit eventStreams) {}
