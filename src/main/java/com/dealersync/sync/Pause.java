package com.dealersync.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process type is held: nothing of it starts, and a run at work sends nothing new.
 *
 * @param reason in the words of whoever paused it
 * @param by who paused it
 * @param until when it ends by itself; null if somebody has to resume it
 */
public record Pause(String reason, String by, Instant since, @Nullable Instant until) {}
