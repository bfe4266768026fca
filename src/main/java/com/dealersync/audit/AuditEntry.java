package com.dealersync.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody asked for.
 *
 * @param id newer ones have larger ids
 * @param at by the database's clock
 * @param reason why it was refused; null if it was not
 */
public record AuditEntry(
    long id,
    Instant at,
    Caller caller,
    AuditAction action,
    AuditResult result,
    @Nullable AuditReason reason,
    AuditSubject subject) {}
