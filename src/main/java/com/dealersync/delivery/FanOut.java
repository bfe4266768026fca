package com.dealersync.delivery;

import com.dealersync.payload.Payload;
import java.util.List;
import org.springframework.stereotype.Component;

/** Sends one payload to many webhooks in parallel. */
@Component
public class FanOut {

  /**
   * Blocks until every group is settled, or the recorder ends it.
   *
   * @throws RuntimeException what the recorder threw
   */
  public void deliver(Payload payload, List<WebhookGroup> groups, DeliveryRecorder recorder) {
    throw new UnsupportedOperationException();
  }
}
