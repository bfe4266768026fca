package com.dealersync.notices;

import org.springframework.context.ApplicationContext;

/** Lets a test of another module hand over the notices that are due. */
public final class SweepByHand {

  private SweepByHand() {}

  public static void in(ApplicationContext service) {
    service.getBean(NoticeSweep.class).sweep();
  }
}
