package com.dealersync.lock;

/** What became of an owner's wish to keep its key for another TTL. */
public enum Hold {
  /** The key was ours and lives a whole TTL again. */
  RENEWED,
  /** The key was gone, or an earlier attempt's of the same run; it is ours now. */
  TAKEN,
  /** The key is somebody else's and was left alone. */
  STRANGER,
  /** Redis did not answer. */
  UNAVAILABLE
}
