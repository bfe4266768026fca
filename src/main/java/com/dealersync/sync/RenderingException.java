package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.database.Fault;
import com.dealersync.payload.InvalidRowException;
import com.dealersync.payload.Payload;
import java.util.function.Supplier;

/**
 * The payload of a load cannot be rendered, because its query fails now although it worked at
 * start-up.
 */
public class RenderingException extends RuntimeException implements Fault.Judged {

  private final String processType;

  private RenderingException(ProcessType type, Throwable cause) {
    super("The payload of %s could not be rendered".formatted(type.name()), cause);
    this.processType = type.name();
  }

  /**
   * Renders the payload, and distinguishes a catalog that cannot be rendered from a database that
   * fails for a reason that may pass.
   *
   * @throws RenderingException if rendering would fail again
   */
  static Payload unlessImpossible(ProcessType type, Supplier<Payload> rendering) {
    try {
      return rendering.get();
    } catch (RuntimeException e) {
      if (e instanceof Fault.Judged) {
        throw e;
      }
      throw switch (Fault.of(e)) {
        case PERMANENT, UNEXPECTED -> new RenderingException(type, e);
        case DATABASE, NODE, MEMORY -> e;
      };
    }
  }

  @Override
  public Fault fault() {
    return Fault.PERMANENT;
  }

  /** The reason in words for people. */
  public String reason() {
    return getCause() instanceof InvalidRowException row
        ? String.valueOf(row.getMessage())
        : "su consulta falló";
  }

  public String processType() {
    return processType;
  }
}
