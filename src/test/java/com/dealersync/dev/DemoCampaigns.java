package com.dealersync.dev;

import java.util.ArrayList;
import java.util.List;

/** Made-up campaigns: each occasion for each brand. */
final class DemoCampaigns {

  private static final List<String> BRANDS = List.of("Buick", "Cadillac", "Chevrolet", "GMC");

  private static final List<Occasion> OCCASIONS =
      List.of(
          new Occasion("Año Nuevo", "Cotización", "Sitio web", "Formulario de cotización"),
          new Occasion(
              "Bono de primavera", "Cotización", "Redes sociales", "Anuncio con formulario"),
          new Occasion("Prueba de manejo", "Prueba de manejo", "Sitio web", "Agenda en línea"),
          new Occasion("Expo regional", "Prueba de manejo", "Evento", "Registro en el stand"),
          new Occasion("Días de flotilla", "Flotillas", "Correo", "Boletín empresarial"),
          new Occasion("Regreso a clases", "Cotización", "Redes sociales", "Video"),
          new Occasion("Mes de la patria", "Cotización", "Radio", "Mención en vivo"),
          new Occasion("Servicio de otoño", "Servicio", "Correo", "Recordatorio de servicio"),
          new Occasion("Buen Fin", "Cotización", "Buscador", "Palabras de marca"),
          new Occasion("Fin de año", "Cotización", "Sitio web", "Página de ofertas"));

  private DemoCampaigns() {}

  static List<Campaign> all() {
    List<Campaign> campaigns = new ArrayList<>();
    for (Occasion occasion : OCCASIONS) {
      for (String brand : BRANDS) {
        campaigns.add(occasion.campaign(campaigns.size() + 1, brand));
      }
    }
    return campaigns;
  }

  private record Occasion(String name, String enquiry, String source, String details) {

    private Campaign campaign(int number, String brand) {
      return new Campaign(
          "SC-2026-%03d".formatted(number),
          "7015Y000%07dQAA".formatted(number),
          "%s 2026 %s".formatted(name, brand),
          "0125Y0000001DEMQA0",
          "Ventas",
          enquiry,
          source,
          details,
          number % 8 == 0 ? "Planeada" : "Activa");
    }
  }
}
