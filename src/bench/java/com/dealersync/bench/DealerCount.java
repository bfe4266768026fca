package com.dealersync.bench;

import com.dealersync.catalog.Load;

/** What a hundred times as many dealers cost, in time and in memory. */
final class DealerCount {
  private static final double MEBIBYTE = 1024 * 1024;

  private DealerCount() {}

  /** Few dealers or many. */
  private enum Size {
    FEW(1_000),
    MANY(100_000);

    private final int dealers;

    Size(int dealers) {
      this.dealers = dealers;
    }
  }

  static void measure(Setup setup, Table table) throws Exception {
    try (Service service = Service.started(setup.machine(), 64)) {
      Workload work = setup.workload(service, Catalog.SMALL, 64);
      for (int i = 0; i < setup.warmUps(); i++) {
        service.runToSuccess(service.load(work), work.webhooks());
      }
      Rounds<Size> seconds =
          Rounds.of(setup.rounds(), Size.class, size -> seconds(service, work.of(size.dealers)));
      double times = (double) Size.MANY.dealers / Size.FEW.dealers;
      table.add(
          "time of a run, 1 kB, 100,000 dealers",
          seconds.of(Size.MANY).text("%.2f s"),
          seconds.of(Size.FEW).times(times).text("%.2f s") + " 100 × 1,000 dealers",
          seconds.ratio(Size.MANY, Size.FEW).times(1 / times),
          "≤ 1.1");
      Rounds<Size> heap =
          Rounds.of(setup.rounds(), Size.class, size -> mebibytes(service, work.of(size.dealers)));
      table.add(
          "most heap after a GC during a run, 100,000 dealers",
          heap.of(Size.MANY).text("%.1f MiB"),
          heap.of(Size.FEW).text("%.1f MiB") + " 1,000 dealers",
          heap.ratio(Size.MANY, Size.FEW),
          "≤ 1.2");
    }
  }

  private static double seconds(Service service, Workload work) {
    Load load = service.load(work);
    return Rounds.seconds(() -> service.runToSuccess(load, work.webhooks()));
  }

  private static double mebibytes(Service service, Workload work) throws InterruptedException {
    Load load = service.load(work);
    try (LiveHeap heap = LiveHeap.watched()) {
      service.runToSuccess(load, work.webhooks());
      return heap.most() / MEBIBYTE;
    }
  }
}
