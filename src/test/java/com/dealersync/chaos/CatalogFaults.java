package com.dealersync.chaos;

/** What the next load brings to the catalog's tables while this one is still on its way. */
final class CatalogFaults {

  private CatalogFaults() {}

  static void change(Scene scene) {
    for (int i = 1 + scene.random().nextInt(4); i > 0; i--) {
      String version = "version " + scene.random().nextLong() + " of ";
      Scene.insist(
          () ->
              scene
                  .cluster()
                  .database()
                  .sql()
                  .update(
                      "update CO_GM_LISTAPRODUCTOS set COGM_NOMBREPRODUCTO = ? || COGM_PRODUCTOID",
                      version));
      Scene.pass(scene.upTo(3));
    }
  }
}
