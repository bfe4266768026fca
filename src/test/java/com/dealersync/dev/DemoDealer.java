package com.dealersync.dev;

import org.jspecify.annotations.Nullable;

/**
 * A dealer of the demonstration.
 *
 * @param dms null for a dealer without a management system of its own
 */
record DemoDealer(String bac, String name, @Nullable String dms, DemoWebhook webhook) {

  private static final String[] BRANDS = {"Chevrolet", "Buick GMC", "Cadillac"};
  private static final String[] CITIES =
      """
      Aguascalientes,Campeche,Cancún,Celaya,Chihuahua,Colima,Córdoba,Cuernavaca,Culiacán,Durango,\
      Ensenada,Guadalajara,Hermosillo,Irapuato,La Paz,León,Los Mochis,Mazatlán,Mérida,Mexicali,\
      Monclova,Monterrey,Morelia,Oaxaca,Pachuca,Puebla,Querétaro,Reynosa,Saltillo,Tampico,Tepic,\
      Tijuana,Toluca,Torreón,Tuxtla,Uruapan,Veracruz,Villahermosa,Xalapa,Zacatecas"""
          .split(",", -1);

  /**
   * One of many.
   *
   * @param number from 1; no two dealers of one number
   */
  static DemoDealer of(int number, @Nullable String dms, DemoWebhook webhook) {
    String name =
        "%s %s %d"
            .formatted(BRANDS[number % BRANDS.length], CITIES[number % CITIES.length], number);
    Behaviour behaviour = webhook.behaviour();
    return new DemoDealer(
        Integer.toString(300_000 + number),
        behaviour == Behaviour.CONFIRMS ? name : name + " (" + behaviour.description() + ")",
        dms,
        webhook);
  }
}
