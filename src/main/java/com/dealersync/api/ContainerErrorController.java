package com.dealersync.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refuses by itself. */
@RestController
class ContainerErrorController implements ErrorController {

  private final Envelopes envelopes;

  ContainerErrorController(Envelopes envelopes) {
    this.envelopes = envelopes;
  }

  /**
   * Asked for directly there is no error to tell of, and no such path. Nothing follows an answer
   * that was cut off in its middle: it would look like a part of it.
   */
  @RequestMapping("${server.error.path:/error}")
  @Nullable ResponseEntity<ApiResponse<?>> error(
      HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      return null;
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatusCode status = HttpStatusCode.valueOf(code instanceof Integer known ? known : 404);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(envelopes.failure(ErrorMessages.of(status)));
  }
}
