package com.dealersync.notices;

import com.dealersync.notices.NoticeRows.Claimed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends notices as mails, each to all who get them. */
@Component
class NoticeMail {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectProvider<JavaMailSender> sender;
  private final NoticesProperties.Mail properties;

  NoticeMail(ObjectProvider<JavaMailSender> sender, NoticesProperties properties) {
    this.sender = sender;
    this.properties = properties.mail();
  }

  /** Null if the server took it, else why not. */
  @Nullable String send(Claimed notice) {
    try {
      JavaMailSender server = sender.getObject();
      server.send(message(server.createMimeMessage(), notice));
      return null;
    } catch (MailException | MessagingException e) {
      return "No se pudo enviar el correo: " + NestedExceptionUtils.getMostSpecificCause(e);
    }
  }

  private MimeMessage message(MimeMessage message, Claimed notice) throws MessagingException {
    JsonNode body = tree(notice.body());
    MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
    helper.setFrom(Objects.requireNonNull(properties.from()));
    helper.setTo(properties.to().toArray(String[]::new));
    helper.setSubject(subject(notice, body));
    helper.setText(text(body));
    // A mail that is sent again, because nobody knows whether it went out, is the same mail.
    message.setHeader(
        "Message-ID", "<aviso-%d.%s@dealer-sync>".formatted(notice.id(), notice.event()));
    return message;
  }

  private static String subject(Claimed notice, JsonNode body) {
    String headline =
        Stream.of(NoticeEvent.values())
            .filter(event -> event.text().equals(notice.event()))
            .map(NoticeEvent::headline)
            .findFirst()
            .orElse(notice.event());
    return "[dealer-sync] %s %s: %s"
        .formatted(notice.processType(), body.path("idCarga").asText(), headline);
  }

  private static String text(JsonNode body) {
    StringBuilder text = new StringBuilder(body.path("mensaje").asText()).append("\n\n");
    line(text, "Proceso", body.path("processType"));
    line(text, "Carga", body.path("idCarga"));
    line(text, "Ejecución", body.path("syncControlId"));
    line(text, "Momento", body.path("momento"));
    line(text, "Dealers de la carga", body.at("/dealers/totales"));
    line(text, "Confirmaron", body.at("/dealers/exitosos"));
    line(text, "Fallaron", body.at("/dealers/fallidos"));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, JsonNode value) {
    if (!value.isMissingNode()) {
      text.append(label).append(": ").append(value.asText()).append('\n');
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A notice is always JSON", e);
    }
  }
}
