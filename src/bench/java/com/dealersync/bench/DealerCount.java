package com.dealersync.bench;

import com.dealersync.catalog.Load;
import java.util.List;

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
      setup.warmUp(service, work);
      List<Rounds<Size>> rounds =
          Rounds.of(setup.rounds(), Size.class, 2, size -> figures(service, work, size));
      Rounds<Size> seconds = rounds.getFirst();
      double times = (double) Size.MANY.dealers / Size.FEW.dealers;
      table.add(
          "time of a run, 1 kB, 100,000 dealers",
          seconds.of(Size.MANY).text("%.2f s"),
          seconds.of(Size.FEW).times(times).text("%.2f s") + " 100 × 1,000 dealers",
          seconds.ratio(Size.MANY, Size.FEW).times(1 / times),
          "≤ 1.1");
      Rounds<Size> heap = rounds.getLast();
      table.add(
          "most heap after a GC during a run, 100,000 dealers",
          heap.of(Size.MANY).text("%.1f MiB"),
          heap.of(Size.FEW).text("%.1f MiB") + " 1,000 dealers",
          heap.ratio(Size.MANY, Size.FEW),
          "≤ 1.2");
    }
  }

  /**
   * Seconds and mebibytes. The heap is looked at during another run where it would be most of the
   * first one's time; in a long run it is a few per cent, at the expense of what is claimed.
   */
  private static List<Double> figures(Service service, Workload work, Size size)
      throws InterruptedException {
    Workload sized = work.of(size.dealers);
    Load load = service.load(sized);
    return switch (size) {
      case FEW -> {
        double seconds = seconds(service, load, sized);
        yield List.of(seconds, watched(service, service.load(sized), sized).getLast());
      }
      case MANY -> watched(service, load, sized);
    };
  }

  private static List<Double> watched(Service service, Load load, Workload work)
      throws InterruptedException {
    try (LiveHeap heap = LiveHeap.watched()) {
      double seconds = seconds(service, load, work);
      return List.of(seconds, heap.most() / MEBIBYTE);
    }
  }

  private static double seconds(Service service, Load load, Workload work) {
    return Rounds.seconds(() -> service.runToSuccess(load, work.webhooks()));
  }
}
