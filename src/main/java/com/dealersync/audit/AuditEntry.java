package com.dealersync.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody made.
 *
 * @param id newer ones have larger ids
 * @param at by the database's clock
 * @param detail the reason that the caller gave; null if there is none
 */
public record AuditEntry(
    long id,
    Instant at,
    Caller caller,
    AuditAction action,
    AuditSubject subject,
    @Nullable String detail) {}
