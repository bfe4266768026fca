package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.LockCleaning;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Development's way out of anything stuck; under any other profile the path does not exist. */
@RestController
@Profile("dev")
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LockCleaningController {

  private final LockCleaning cleaning;
  private final Envelopes envelopes;
  private final RetryLater retryLater;

  LockCleaningController(LockCleaning cleaning, Envelopes envelopes, RetryLater retryLater) {
    this.cleaning = cleaning;
    this.envelopes = envelopes;
    this.retryLater = retryLater;
  }

  @DeleteMapping("/limpiar-locks")
  ResponseEntity<ApiResponse<?>> clean(Caller caller) {
    Optional<LockCleaning.Cleaned> cleaned = cleaning.clean(caller);
    return cleaned.isPresent()
        ? ResponseEntity.ok(envelopes.success("🧹 Locks limpiados.", cleaned.get()))
        : retryLater.lockUnavailable();
  }
}
