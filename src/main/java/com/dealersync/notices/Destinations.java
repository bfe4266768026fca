package com.dealersync.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Those that are configured on this node. */
@Component
class Destinations {

  private static final Logger log = LoggerFactory.getLogger(Destinations.class);

  private final List<Destination> all;

  Destinations(NoticesProperties properties, ObjectProvider<JavaMailSender> mail) {
    List<Destination> configured = new ArrayList<>();
    properties.urls().stream()
        .map(String::strip)
        .distinct()
        .map(Destination.Address::new)
        .forEach(configured::add);
    if (!properties.mail().to().isEmpty()) {
      if (mail.getIfAvailable() == null) {
        log.warn("⚠️ [AVISOS] dealer-sync.notices.mail.to no tiene efecto: falta spring.mail.host");
      } else {
        configured.add(new Destination.Mailbox());
      }
    }
    all = List.copyOf(configured);
  }

  List<Destination> all() {
    return all;
  }

  boolean areNone() {
    return all.isEmpty();
  }

  Optional<Destination> find(String key) {
    return all.stream().filter(destination -> destination.key().equals(key)).findFirst();
  }
}
