package com.dealersync.api;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The form of every answer.
 *
 * @param message for people, in Spanish
 * @param data absent in the JSON if null
 * @param timestamp in the service's zone
 */
record ApiResponse<T>(boolean success, String message, @Nullable T data, LocalDateTime timestamp) {}
