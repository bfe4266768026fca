package com.dealersync.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A dealer of a load, as its snapshot has it. */
record Recipient(String bac, String url, String secret) {

  /** One at each number from 1, with a webhook of its own. */
  static List<Recipient> alike(int count, Dealers dealers, String idCarga) {
    List<Recipient> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(new Recipient("BAC" + i, dealers.url(idCarga, 0, i), "secret"));
    }
    return all;
  }

  /** At several origins; some share a webhook, and nobody is at some of the webhooks. */
  static List<Recipient> mixed(int count, Dealers dealers, String idCarga, RandomGenerator random) {
    int origins = 1 + random.nextInt(Dealers.ORIGINS);
    List<Recipient> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String secret = "secret" + random.nextInt(2);
      String url =
          switch (random.nextInt(12)) {
            case 0 -> dealers.nobodysUrl(idCarga, i);
            case 1, 2 -> i == 1 ? dealers.url(idCarga, 0, 1) : all.getLast().url();
            default -> dealers.url(idCarga, random.nextInt(origins), i);
          };
      all.add(new Recipient("BAC" + i, url, secret));
    }
    return all;
  }
}
