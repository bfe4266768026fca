package com.dealersync.catalog;

import java.time.LocalDateTime;

/**
 * Who changes a row and when.
 *
 * @param now the database's time, in the service's zone
 */
public record Stamp(LocalDateTime now, String user) {}
