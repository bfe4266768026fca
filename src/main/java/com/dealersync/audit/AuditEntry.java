package com.dealersync.audit;

import java.time.Instant;

/**
 * One change that somebody made.
 *
 * @param id newer ones have larger ids
 * @param at by the database's clock
 */
public record AuditEntry(
    long id, Instant at, Caller caller, AuditAction action, AuditSubject subject) {}
