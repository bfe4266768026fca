package com.dealersync.api;

import com.dealersync.catalog.LoadFilter;
import com.dealersync.sync.LoadQueries;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What there is to synchronise. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LoadController {

  private final LoadQueries loads;
  private final Envelopes envelopes;

  LoadController(LoadQueries loads, Envelopes envelopes) {
    this.loads = loads;
    this.envelopes = envelopes;
  }

  @GetMapping("/cargas")
  ApiResponse<?> loads(
      @Valid ProcessTypeQuery processType,
      @RequestParam(required = false) @Nullable Boolean sincronizada,
      @Valid SearchQuery search,
      @Valid PeriodQuery period,
      @Valid PageQuery page) {
    LoadFilter filter =
        new LoadFilter(
            processType.given(), sincronizada, search.text(), period.desde(), period.hasta());
    var found = loads.page(filter, page.toPageable());
    return envelopes.success(
        "%d cargas encontradas.".formatted(found.getTotalElements()),
        PageResource.of(found.map(load -> LoadResource.of(load.load(), load.refused()))));
  }
}
