package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * Groups the open dealers of a snapshot while it is being read, without keeping them: of each
 * webhook it remembers a digest. Should two ever have the same one, {@link Webhooks} finds out when
 * it reads them.
 */
public final class WebhooksBuilder {
  private final MessageDigest sha256 = sha256();
  private final Numbering webhooks = new Numbering();
  private final BitSet open = new BitSet();
  private final LongStream.Builder withoutWebhook = LongStream.builder();
  private long[] dealers = new long[1024];
  private int[] webhookOfDealer = new int[1024];
  private long[] originOfWebhook = new long[1024];
  private int size;

  /**
   * Adds the next dealer of the snapshot, in the order of their keys.
   *
   * @param isOpen whether it has to be sent to; if not, it only counts for {@link #webhooks()}
   */
  public void add(SnapshotDealer dealer, boolean isOpen) {
    WebhookKey key = WebhookKey.of(dealer);
    if (key == null) {
      if (isOpen) {
        withoutWebhook.add(dealer.id());
      }
      return;
    }
    int webhook = webhooks.of(digest(key));
    if (!isOpen) {
      return;
    }
    if (size == dealers.length) {
      dealers = Arrays.copyOf(dealers, 2 * size);
      webhookOfDealer = Arrays.copyOf(webhookOfDealer, 2 * size);
    }
    if (webhook >= originOfWebhook.length) {
      originOfWebhook = Arrays.copyOf(originOfWebhook, 2 * webhook);
    }
    dealers[size] = dealer.id();
    webhookOfDealer[size] = webhook;
    originOfWebhook[webhook] = digest(key.url().origin().toString());
    size++;
    open.set(webhook);
  }

  /** How many webhooks the snapshot has, open or not. */
  public int webhooks() {
    return webhooks.size();
  }

  /** The keys of the open dealers that have none. */
  public long[] withoutWebhook() {
    return withoutWebhook.build().toArray();
  }

  /** The open ones, in the order of their first dealer, open or not. */
  public Webhooks open(Webhooks.Reader reader) {
    int[] numbers = new int[webhooks.size()];
    Arrays.fill(numbers, -1);
    long[] originOfOpen = new long[open.cardinality()];
    int count = 0;
    for (int webhook = open.nextSetBit(0); webhook >= 0; webhook = open.nextSetBit(webhook + 1)) {
      originOfOpen[count] = originOfWebhook[webhook];
      numbers[webhook] = count++;
    }
    int[] ends = new int[count + 1];
    for (int i = 0; i < size; i++) {
      int number = numbers[webhookOfDealer[i]];
      if (number >= 0) {
        ends[number + 1]++;
      }
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    long[] byWebhook = new long[ends[count]];
    int[] next = ends.clone();
    for (int i = 0; i < size; i++) {
      int number = numbers[webhookOfDealer[i]];
      if (number >= 0) {
        byWebhook[next[number]++] = dealers[i];
      }
    }
    return new Webhooks(originOfOpen, byWebhook, ends, reader);
  }

  private long digest(WebhookKey key) {
    String url = key.url().text();
    String secret = key.secret() == null ? "" : "+" + key.secret();
    String nameless = key.nameless() ? "-" : "";
    return digest(url.length() + nameless + "\n" + url + secret);
  }

  private long digest(String text) {
    return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
