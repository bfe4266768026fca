package com.dealersync.api;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartCommand;
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
    return answers.started(request, starter.start(command));
  }
}
