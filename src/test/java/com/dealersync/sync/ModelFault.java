package com.dealersync.sync;

/** What the environment may do to the protocol. */
enum ModelFault {
  /** Time passes while somebody is in the middle of something. */
  PAUSE,
  /** A process dies. */
  CRASH,
  /** Redis loses the key. */
  KEY_LOST,
  /** Redis does not answer a command. */
  REDIS_SILENT,
  /** Redis executes a command only after its caller has given up and gone on. */
  REDIS_LATE,
  /** A node is told to stop, and gives back the run that it has. */
  HANDED_BACK,
  /** The job server starts a job again although its attempt lives. */
  RESTART,
  /** The job server loses a job, or gives it up. */
  JOB_LOST,
  /** An operator cleans the locks, which ends every run. */
  CLEANED,
  /** An operator cancels a run, and nobody at work on it ends it in time. */
  CANCELLED,
  /** A dealer answers that it could not take what it got. */
  DEALER_FAILED,
  /** Somebody changes the catalog's tables, most often whoever loads the next one. */
  CATALOG_CHANGED,
  /** Another application says that a newer load has taken the older one's place. */
  LOAD_REPLACED;

  private static final int BITS = 3;

  /** How often each has happened, in one number. */
  record Spent(long packed) {

    static final Spent NONE = new Spent(0);

    int of(ModelFault fault) {
      return (int) (packed >> (fault.ordinal() * BITS) & 7);
    }

    int inAll() {
      int sum = 0;
      for (ModelFault fault : values()) {
        sum += of(fault);
      }
      return sum;
    }

    Spent and(ModelFault fault) {
      return new Spent(packed + (1L << fault.ordinal() * BITS));
    }
  }
}
