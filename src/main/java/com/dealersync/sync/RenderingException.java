package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;

/** The payload of a load could not be rendered: its query, fine at start-up, fails now. */
public class RenderingException extends RuntimeException {

  private final String processType;

  RenderingException(ProcessType type, Throwable cause) {
    super("The payload of %s could not be rendered".formatted(type.name()), cause);
    this.processType = type.name();
  }

  public String processType() {
    return processType;
  }
}
