package com.dealersync.testing.oracle;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.net.URL;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Tells the service's statements from those that a test makes for itself. */
final class Sender {

  private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private final @Nullable URL tests = origin(Sender.class);

  /** Whether the nearest caller of ours is of the service; a library works on its behalf. */
  boolean isOurs() {
    return STACK.walk(
        frames ->
            frames
                .map(StackFrame::getDeclaringClass)
                .filter(it -> it.getName().startsWith("com.dealersync."))
                .filter(it -> !it.getPackageName().equals(Sender.class.getPackageName()))
                .findFirst()
                .map(it -> !java.util.Objects.equals(origin(it), tests))
                .orElse(true));
  }

  private static @Nullable URL origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }
}
