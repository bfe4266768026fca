package com.dealersync.lock;

/** The result of an owner's attempt to keep its key for another TTL. */
public enum Hold {
  /** The key was ours and lives a whole TTL again. */
  RENEWED,
  /** The key was an earlier attempt's of the same run; it is ours now. */
  TAKEN,
  /** The key was gone, for example because Redis lost it; it is ours again. */
  RESTORED,
  /** The key is somebody else's and was left alone. */
  STRANGER,
  /** Redis did not answer. */
  UNAVAILABLE
}
