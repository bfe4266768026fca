package com.dealersync.sync;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last sign of the node that works on a run; see {@link RunActivities}.
 *
 * @param activity what it did then, as JSON
 */
@Embeddable
public record RunSignal(
    @Column(name = "COES_NODO", insertable = false, updatable = false) @Nullable String node,
    @Column(name = "COES_SENAL", insertable = false, updatable = false) @Nullable Instant at,
    @Column(name = "COES_ACTIVIDAD", insertable = false, updatable = false)
        @Nullable String activity) {}
