package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A dealer that a load goes to, as it was when the load was made.
 *
 * @param id key of the snapshot row
 * @param bac the dealer's code; null if the snapshot has none
 * @param name the dealer's name
 * @param dms the dealer's management system
 * @param webhookUrl where it receives; null or blank if it has none
 * @param secret what its webhook checks; null if it has none. Never logged: see {@link #toString()}
 * @param previousSecret the secret before; null if it was never replaced
 * @param state its state so far
 * @param mayHaveReceived whether it may have the load, because the outcome of a send is not known
 */
public record SnapshotDealer(
    long id,
    @Nullable String bac,
    @Nullable String name,
    @Nullable String dms,
    @Nullable String webhookUrl,
    @Nullable String secret,
    @Nullable PreviousSecret previousSecret,
    DealerState state,
    boolean mayHaveReceived) {

  public SnapshotDealer(
      long id,
      @Nullable String bac,
      @Nullable String name,
      @Nullable String dms,
      @Nullable String webhookUrl,
      @Nullable String secret,
      @Nullable PreviousSecret previousSecret,
      DealerState state) {
    this(
        id,
        bac,
        name,
        dms,
        webhookUrl,
        secret,
        previousSecret,
        state,
        state == DealerState.ENVIADO);
  }

  private static final String ENCRYPTED = "enc:v1:";

  /**
   * Whether a secret is still encrypted, because its key is missing or it was tampered with. It
   * must never be sent.
   */
  public static boolean isEncrypted(String secret) {
    return secret.startsWith(ENCRYPTED);
  }

  @Override
  public String toString() {
    return "SnapshotDealer[id=%d, bac=%s, state=%s]".formatted(id, bac, state);
  }
}
