package com.dealersync.guide;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The dealers' guide.
 *
 * @param enabled whether anybody may read the dealers' guide at {@code /dealers}; without it that
 *     is a 404
 */
@ConfigurationProperties("dealer-sync.dealers-page")
record GuideProperties(@DefaultValue("true") boolean enabled) {}
