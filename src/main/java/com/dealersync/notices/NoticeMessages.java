package com.dealersync.notices;

import com.dealersync.delivery.SignedPosts;
import com.dealersync.notices.NoticeRows.Claimed;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends notices as signed messages. */
@Component
class NoticeMessages {

  private final SignedPosts posts;
  private final NoticesProperties properties;

  NoticeMessages(SignedPosts posts, NoticesProperties properties) {
    this.posts = posts;
    this.properties = properties;
  }

  /** Null if the receiver took it, else why not. Never throws for anything it does. */
  @Nullable String send(Claimed notice, Destination.Address address) {
    return posts.send(
        address.url(),
        Objects.requireNonNull(properties.secret()),
        id(notice),
        notice.body().getBytes(StandardCharsets.UTF_8),
        properties.patience());
  }

  /** The same for each attempt to tell a receiver the same change. */
  private static String id(Claimed notice) {
    String what = notice.key() + "\n" + notice.destination() + "\n" + notice.id();
    return "avi_" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
  }
}
