package com.dealersync.sync;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.hibernate.type.NumericBooleanConverter;
import org.jspecify.annotations.Nullable;

/**
 * For whom a run is, and on which conditions.
 *
 * @param forced whether it was started by force, against the findings of the guard
 * @param round the number of the round that it is; 0 if a person started it
 * @param resend whether it is only for the dealers that its request names
 * @param pilot null if it has no pilot, or has not begun it
 */
@Embeddable
record RunKind(
    @Convert(converter = NumericBooleanConverter.class)
        @Column(name = "COES_FORZADA", updatable = false)
        boolean forced,
    @Column(name = "COES_RONDA", updatable = false) int round,
    @Convert(converter = NumericBooleanConverter.class)
        @Column(name = "COES_REENVIO", updatable = false)
        boolean resend,
    @Enumerated(EnumType.STRING) @Column(name = "COES_PILOTO") @Nullable PilotState pilot) {

  static RunKind of(StartCommand command, int round) {
    return new RunKind(command.forced(), round, command.purpose() instanceof Purpose.Resend, null);
  }

  RunKind with(PilotState state) {
    return new RunKind(forced, round, resend, state);
  }
}
