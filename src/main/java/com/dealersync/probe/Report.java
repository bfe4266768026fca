package com.dealersync.probe;

import com.dealersync.delivery.ProbeResult;
import com.dealersync.delivery.WebhookProbe;
import java.io.PrintStream;
import java.util.List;

/** Says what was found while it is found: what a receiver must do beside what this one did. */
final class Report {
  private final PrintStream out;
  private final WebhookProbe probe;
  private final Way way;

  Report(PrintStream out, WebhookProbe probe, Way way) {
    this.out = out;
    this.probe = probe;
    this.way = way;
  }

  /** The exit code. */
  int of(Examination examination) {
    out.printf("Prueba de %s%n%n", probe.shownUrl());
    List<Finding> findings = examination.run(this::sayHowItWent, this::say);
    if (findings.isEmpty()) {
      out.printf("%nNo se pudo probar: ningún mensaje tuvo respuesta.%n");
      return ProbeApplication.NOT_TRIED;
    }
    List<Finding> failed = findings.stream().filter(finding -> !finding.ok()).toList();
    out.println();
    if (failed.isEmpty()) {
      out.printf("Cumple: %d de %d.%n", findings.size(), findings.size());
      return ProbeApplication.CONFORMS;
    }
    out.printf("No cumple: falla en %d de %d.%n", failed.size(), findings.size());
    failed.forEach(finding -> out.printf("  - %s%n", finding.check().title()));
    return ProbeApplication.DOES_NOT_CONFORM;
  }

  private void sayHowItWent(ProbeResult first) {
    for (ProbeStep step : way.of(first)) {
      String took = step.millis() == null ? "" : " (" + step.millis() + " ms)";
      out.printf("%s %-10s %s%s%n", mark(step.ok()), step.kind().title(), step.detail(), took);
    }
    if (first.reached() == ProbeResult.Reached.BLOCKED) {
      out.printf(
          """

          Las entregas tienen la misma regla: solo https, a los puertos 443 y 8443 de direcciones
          públicas. Para probar un receptor de su propia red, permita su host, su dirección o su red
          en este comando; en el servicio lo permite quien lo opera:
            --dealer-sync.delivery.allow=%s
          """,
          probe.host());
    }
    out.println();
  }

  private void say(Finding finding) {
    out.printf("%s %s%n", mark(finding.ok()), finding.check().title());
    out.printf("     debe  %s%n", finding.check().must());
    out.printf("     hizo  %s%n", finding.did());
  }

  private static String mark(boolean ok) {
    return ok ? "✅" : "❌";
  }
}
