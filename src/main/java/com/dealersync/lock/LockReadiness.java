package com.dealersync.lock;

/** Whether Redis would let a lock be taken. */
public sealed interface LockReadiness {

  record Ready() implements LockReadiness {}

  /**
   * It answers, but refuses.
   *
   * @param answer its error, which begins with a word in capitals, such as {@code READONLY}
   */
  record Refused(String answer) implements LockReadiness {}

  /**
   * It does not answer.
   *
   * @param cause for the log
   */
  record Silent(Exception cause) implements LockReadiness {}
}
