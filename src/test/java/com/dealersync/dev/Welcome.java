package com.dealersync.dev;

/** What a development start says when it is ready: where things are and what to paste. */
final class Welcome {

  private Welcome() {}

  /**
   * @param root scheme, host and port of the service
   */
  static String text(String root, int products, DemoDealers dealers) {
    return """

        ────────────────────────────────────────────────────────────────────────────────────────────
        dealer-sync está listo (desarrollo): %1$d productos, %2$d dealers en %3$d webhooks.

          Consola               %4$s/consola
          Swagger UI            %4$s/swagger-ui.html
          Token                 %4$s/dev/token
          Lo que han recibido   %4$s/dev/dealers

        Para sincronizar, pegue en otra terminal:

          API=%4$s/api/v1/gm/dealer-sync/batch-sincronizacion-procesos
          TOKEN=$(curl -s %4$s/dev/token -H 'Accept: text/plain')
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
            root,
            DemoData.PRODUCT_LOAD,
            DemoData.CAMPAIGN_LOAD);
  }
}
