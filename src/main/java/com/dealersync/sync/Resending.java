package com.dealersync.sync;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.LoadListing;
import com.dealersync.catalog.LoadSummary;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sends the sealed content of a process type's current load to some of its dealers once more. */
@Component
public class Resending {

  private final ProcessTypes processTypes;
  private final LoadListing loads;
  private final SealedContents contents;
  private final RunRecipients recipients;
  private final SyncStarter starter;

  Resending(
      ProcessTypes processTypes,
      LoadListing loads,
      SealedContents contents,
      RunRecipients recipients,
      SyncStarter starter) {
    this.processTypes = processTypes;
    this.loads = loads;
    this.contents = contents;
    this.recipients = recipients;
    this.starter = starter;
  }

  /**
   * Starts a run for these dealers, also if they have confirmed.
   *
   * @param bacs no two equal
   */
  public ResendResult resend(String processType, List<String> bacs, Caller caller) {
    if (processTypes.find(processType).isEmpty()) {
      return new ResendResult.UnknownProcessType(
          processTypes.all().stream().map(ProcessType::name).toList());
    }
    Optional<LoadSummary> load =
        loads.current(processType).filter(it -> isSealed(it.id()) && it.idCarga() != null);
    return load.map(it -> resend(it, processType, bacs, caller))
        .orElseGet(ResendResult.NothingSealed::new);
  }

  private ResendResult resend(
      LoadSummary load, String processType, List<String> bacs, Caller caller) {
    String idCarga = String.valueOf(load.idCarga());
    Set<String> known = recipients.known(load.id(), bacs);
    List<String> unknown = bacs.stream().filter(bac -> !known.contains(bac)).toList();
    if (!unknown.isEmpty()) {
      return new ResendResult.UnknownDealers(idCarga, unknown);
    }
    return new ResendResult.Asked(
        idCarga,
        starter.start(
            new StartCommand(processType, idCarga, caller, false, new Purpose.Resend(bacs))));
  }

  private boolean isSealed(long loadId) {
    return contents.find(loadId).filter(SealedContent::isKept).isPresent();
  }
}
