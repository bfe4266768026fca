package com.dealersync.catalog;

/**
 * How many dealers of a load are in which state.
 *
 * @param waiting those whose answer is not known
 * @param notSent those to which nothing was sent yet
 */
public record Coverage(int total, int confirmed, int failed, int waiting, int notSent) {}
