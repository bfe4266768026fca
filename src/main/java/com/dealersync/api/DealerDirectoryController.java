package com.dealersync.api;

import com.dealersync.catalog.DealerDirectory;
import com.dealersync.catalog.DealerStanding;
import com.dealersync.sync.DealerHistory;
import com.dealersync.sync.DealerRun;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dealers, whatever load or run they are in. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class DealerDirectoryController {

  /** One row for each process type; a dealer that a load names twice has some more. */
  private static final int MOST_STANDINGS = 100;

  private final DealerDirectory directory;
  private final DealerHistory history;
  private final Envelopes envelopes;

  DealerDirectoryController(DealerDirectory directory, DealerHistory history, Envelopes envelopes) {
    this.directory = directory;
    this.history = history;
    this.envelopes = envelopes;
  }

  @GetMapping("/dealers")
  ApiResponse<?> dealers(
      @Valid ProcessTypeQuery processType,
      @Valid DealerDirectoryQuery dealer,
      @Valid SearchQuery search,
      @Valid PageQuery page) {
    var found = directory.page(dealer.filter(processType, search), page.toPageable());
    return envelopes.success(
        "%d dealers encontrados.".formatted(found.getTotalElements()),
        PageResource.of(found.map(DealerStandingResource::of)));
  }

  @GetMapping("/dealers/{bac}")
  ResponseEntity<ApiResponse<?>> dealer(@PathVariable String bac, @Valid PageQuery page) {
    // Not every database takes control characters, and no code has one.
    if (bac.chars().anyMatch(Character::isISOControl)) {
      return unknown(bac);
    }
    List<DealerStanding> standings =
        directory
            .page(
                new DealerDirectory.Filter(bac, null, null, null),
                PageRequest.of(0, MOST_STANDINGS))
            .getContent();
    Page<DealerRun> runs = history.page(bac, page.toPageable());
    if (standings.isEmpty() && runs.getTotalElements() == 0) {
      return unknown(bac);
    }
    return ResponseEntity.ok(
        envelopes.success(
            "Dealer encontrado.",
            new DealerHistoryResource(
                bac,
                standings.isEmpty() ? null : standings.getFirst().name(),
                standings.stream().map(DealerStandingResource::of).toList(),
                PageResource.of(runs.map(DealerHistoryResource.Run::of)))));
  }

  private ResponseEntity<ApiResponse<?>> unknown(String bac) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(envelopes.failure("No existe un dealer con BAC '%s'.".formatted(bac)));
  }
}
