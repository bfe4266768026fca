package com.dealersync.sync;

import java.time.LocalDateTime;

/**
 * A node's job server, as the others see it. Times are in the service's zone.
 *
 * @param node the name of its machine
 * @param since when it started, by its own clock
 * @param lastBeat its last sign of life, by the database's clock
 * @param alive whether it takes jobs and its last sign of life is recent enough
 * @param thisNode whether it is on the node that answers
 */
public record JobServerView(
    String node, LocalDateTime since, LocalDateTime lastBeat, boolean alive, boolean thisNode) {}
