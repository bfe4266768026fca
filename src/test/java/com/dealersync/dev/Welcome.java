package com.dealersync.dev;

/** What a development start says when it is ready: where things are and what to paste. */
final class Welcome {

  private Welcome() {}

  static String text(int port, int products, DemoDealers dealers) {
    return """

        ────────────────────────────────────────────────────────────────────────────────────────────
        dealer-sync está listo (desarrollo): %1$d productos, %2$d dealers en %3$d webhooks.

          Consola               http://localhost:%4$d/consola
          Swagger UI            http://localhost:%4$d/swagger-ui.html
          Token                 http://localhost:%4$d/dev/token
          Lo que han recibido   http://localhost:%4$d/dev/dealers

        Para sincronizar, pegue en otra terminal:

          API=http://localhost:%4$d/api/v1/gm/dealer-sync/batch-sincronizacion-procesos
          TOKEN=$(curl -s http://localhost:%4$d/dev/token -H 'Accept: text/plain')
          curl -s $API -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            -d '{"processType":"ProductList","idCarga":"%5$s"}'

        y con el syncControlId de la respuesta (el primero es 1):

          curl -s $API/1 -H "Authorization: Bearer $TOKEN"
          curl -s "$API/1/dealers?estado=FALLIDO" -H "Authorization: Bearer $TOKEN"

        La otra carga es CampaignList, %6$s. Ctrl-C lo detiene todo.
        ────────────────────────────────────────────────────────────────────────────────────────────

        """
        .formatted(
            products,
            dealers.all().size(),
            dealers.tallies().size(),
            port,
            DemoData.PRODUCT_LOAD,
            DemoData.CAMPAIGN_LOAD);
  }
}
