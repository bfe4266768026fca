package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.LoadRefusal;
import com.dealersync.sync.StartCommand;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.StartResult.AlreadyActive;
import com.dealersync.sync.StartResult.Busy;
import com.dealersync.sync.StartResult.LockUnavailable;
import com.dealersync.sync.StartResult.NoLongerDue;
import com.dealersync.sync.StartResult.Paused;
import com.dealersync.sync.StartResult.Stopping;
import com.dealersync.sync.SyncStarter;
import jakarta.validation.Valid;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class StartController {

  private static final GrantedAuthority ADMIN = new SimpleGrantedAuthority("SCOPE_sync.admin");

  private final SyncStarter starter;
  private final StartAnswers answers;

  StartController(SyncStarter starter, StartAnswers answers) {
    this.starter = starter;
    this.answers = answers;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiResponse<?>> start(
      @Valid @RequestBody StartRequest request, Caller caller, Authentication rights) {
    if (request.isForced() && !rights.getAuthorities().contains(ADMIN)) {
      throw new AccessDeniedException("Only an administrator may let pass what the guard finds");
    }
    StartCommand command =
        new StartCommand(request.processType(), request.idCarga(), caller, request.isForced());
    return switch (starter.start(command)) {
      case Accepted accepted -> answers.accepted(request, accepted);
      case LoadRefusal refusal -> answers.refused(request, refusal);
      case AlreadyActive active -> answers.alreadyActive(request, active);
      case Busy busy -> answers.busy(request, busy);
      case LockUnavailable unavailable -> answers.lockUnavailable(unavailable);
      case NoLongerDue impossible ->
          throw new IllegalStateException("Only an automatic start asks for a first run");
      case Paused paused -> answers.paused(request, paused);
      case Stopping stopping -> answers.stopping(stopping);
    };
  }
}
