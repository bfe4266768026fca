package com.dealersync.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.OptBoolean;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Why a process type is held.
 *
 * @param motivo shown to whoever is refused meanwhile
 * @param hasta when it goes on by itself, in the service's zone, so one with an offset is refused;
 *     if absent, somebody has to resume it
 */
record PauseRequest(
    @NotBlank(message = "es obligatorio") @Size(max = 500, message = "debe tener a lo más 500 caracteres") String motivo,
    @JsonFormat(lenient = OptBoolean.FALSE) @Nullable LocalDateTime hasta) {}
