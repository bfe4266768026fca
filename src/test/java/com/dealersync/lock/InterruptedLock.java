package com.dealersync.lock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The lock as the service has it, but something happens before each look at who has it. */
public final class InterruptedLock extends DistributedLock {

  private final Runnable beforeLook;

  public InterruptedLock(
      StringRedisTemplate redis, LockProperties properties, Runnable beforeLook) {
    super(redis, properties, new LockMetrics(new SimpleMeterRegistry()));
    this.beforeLook = beforeLook;
  }

  @Override
  public LockView view(String processType) {
    beforeLook.run();
    return super.view(processType);
  }
}
