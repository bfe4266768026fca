package com.dealersync.delivery;

import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** Reads a reason in a table of a test by its name in the code; a proxy's are not the dealer's. */
final class NamedReason extends TypedArgumentConverter<String, Reason> {

  NamedReason() {
    super(String.class, Reason.class);
  }

  @Override
  protected Reason convert(String name) {
    return Reason.all().stream()
        .filter(reason -> !(reason instanceof ProxyReason) && reason.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No reason " + name));
  }
}
