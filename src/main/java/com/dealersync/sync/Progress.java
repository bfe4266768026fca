package com.dealersync.sync;

/** What a batch of answers adds to a run's counters. */
record Progress(
    int webhooksConfirmed, int webhooksFailed, int dealersConfirmed, int dealersFailed) {}
