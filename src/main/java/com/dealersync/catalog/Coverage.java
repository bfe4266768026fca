package com.dealersync.catalog;

/**
 * How the dealers of a load stand.
 *
 * @param waiting those whose answer is not known
 * @param notSent those that nothing was sent to yet
 */
public record Coverage(int total, int confirmed, int failed, int waiting, int notSent) {}
