package com.dealersync.sync;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What makes a content look wrong, so that it is not sent.
 *
 * @param mostLost how many of the records of the process type's last sealed load may be missing,
 *     {@code 0%}–{@code 99%}, or {@code off}
 */
@ConfigurationProperties("dealer-sync.guard")
record GuardProperties(@DefaultValue("50%") MostLost mostLost) {}
