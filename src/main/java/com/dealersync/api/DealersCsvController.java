package com.dealersync.api;

import com.dealersync.catalog.DealerStatus;
import com.dealersync.sync.RunQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The dealers of a run as a file. */
@RestController
@RequestMapping(path = Api.BASE, produces = DealersCsvController.CSV)
class DealersCsvController {

  static final String CSV = "text/csv";

  private static final Logger log = LoggerFactory.getLogger(DealersCsvController.class);

  private final RunQueries runs;
  private final Envelopes envelopes;

  DealersCsvController(RunQueries runs, Envelopes envelopes) {
    this.runs = runs;
    this.envelopes = envelopes;
  }

  /** Null once the file is written. */
  @GetMapping(RunController.RUN + "/dealers.csv")
  @Nullable ResponseEntity<ApiResponse<?>> dealers(
      @PathVariable long syncControlId,
      @Valid DealerQuery dealer,
      @Valid SearchQuery search,
      @Valid CsvQuery file,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Stream<DealerStatus>> found = runs.allDealers(syncControlId, dealer.filter(search));
    if (found.isEmpty()) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND)
          .contentType(MediaType.APPLICATION_JSON)
          .body(envelopes.failure("No existe la ejecución %d.".formatted(syncControlId)));
    }
    Iterator<DealerStatus> dealers = found.get().iterator();
    if (dealers.hasNext()) {
      // The first of them are read, and whatever would have failed is an answer of its own.
      log.debug("The dealers of run {} go into a file", syncControlId);
    }
    response.setContentType(CSV + ";charset=utf-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"dealers-%d.csv\"".formatted(syncControlId));
    try {
      // From here on a failure breaks the connection, so that half a file is not taken for a whole.
      response.flushBuffer();
      if (!HttpMethod.HEAD.matches(request.getMethod())) {
        DealersCsv.write(dealers, file.separator(), response.getOutputStream());
      }
    } catch (IOException e) {
      log.debug("Whoever wanted the dealers of run {} has left", syncControlId, e);
    }
    return null;
  }
}
