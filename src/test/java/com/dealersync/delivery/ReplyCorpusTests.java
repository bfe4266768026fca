package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.payload.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What dealers answer, byte by byte over a raw socket, and what becomes of it.
 *
 * <p>In a reply {@code ~} is CR LF, {@code ^} a lone LF, {@code @n} the length of the body, {@code
 * @doc} a document with the token T and {@code @close} a hang-up, {@code @reset} one with a reset.
 * An outcome is {@code T} or the reason for which there is none; the last column says how often the
 * message was sent when it may be sent twice. Every reply comes twice, to two webhooks of one
 * origin, and each gets the same.
 */
@Timeout(30)
class ReplyCorpusTests {
  private static final String DOC = "{\"ackToken\":\"T\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Framing.
        "HTTP/1.1 200 OK~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 16~Content-Length: 16~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 16, 16~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 016~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 16~Content-Length: 17~~@doc | TWO_LENGTHS | 1",
        "HTTP/1.1 200 OK~Content-Length: abc~~@doc | BAD_LENGTH | 1",
        "HTTP/1.1 200 OK~Content-Length: -1~~@doc | BAD_LENGTH | 1",
        "HTTP/1.1 200 OK~Content-Length: +16~~@doc | BAD_LENGTH | 1",
        "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~@doc | BAD_LENGTH | 1",
        "HTTP/1.1 200 OK~Content-Length: 100~~@doc@close | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 100~~@doc@reset | T | 1",
        "HTTP/1.1 200 OK~Content-Length: 100~~{\"ackToken\":\"T\"@close | CUT_REPLY | 2",
        "HTTP/1.1 200 OK~Content-Length: 100~~@close | CUT_REPLY | 2",
        "HTTP/1.1 200 OK~Content-Length: 100~~{\"ok\":true}@close | NO_TOKEN | 1",
        "HTTP/1.1 200 OK~Content-Length: 15~~@doc | HALF_JSON | 1",
        "HTTP/1.1 200 OK~Content-Length: 0~~ | NO_CONTENT | 1",
        "HTTP/1.1 200 OK~Content-Length: 3~~  ^ | NO_CONTENT | 1",
        "HTTP/1.1 200 OK~~@doc@close | T | 1",
        "HTTP/1.1 200 OK~Connection: close~~@doc@close | T | 1",
        "HTTP/1.0 200 OK~~@doc@close | T | 1",
        "HTTP/1.0 200 OK~Content-Length: @n~Connection: keep-alive~~@doc | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: identity~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: identity~~@doc@close | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~10~@doc~0~~ | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: Chunked~~8~{\"ackTok~8~en\":\"T\"}~0~~ | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~10;ext=1~@doc~0~~ | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~10~@doc~0~X-Checksum: 1~~ | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~10~@doc~@close | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~20~@doc@close | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~8~{\"ackTok~@close | CUT_REPLY | 2",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~@doc~0~~ | BAD_CHUNKS | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~@doc@close | BAD_CHUNKS | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Content-Length: 5~~10~@doc~0~~ | T | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~10~@doc~0~~ | CODED_TRANSFER | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: deflate~~@doc@close | CODED_TRANSFER | 1",
        // Heads.
        "~~HTTP/1.1 200 OK~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200^Content-Length: @n^^@doc | T | 1",
        "HTTP/1.1 200 Aceptado: catálogo~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~X-Folded: a~ b~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Length : @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~no field~Content-Length: @n~~@doc | BAD_HEAD_LINE | 1",
        "HTTP/1.1 200 OK~X: @17000~Content-Length: @n~~@doc | LONG_HEAD_LINE | 1",
        "HTTP/1.1 200 OK~@lines~Content-Length: @n~~@doc | LONG_HEAD | 1",
        "HTTP/1.1 403 No~X: @17000~Content-Length: 2~~no | UNAUTHORISED | 1",
        "HTTP/1.1 503 No~X: @17000~Content-Length: 2~~no | SERVER_ERROR | 2",
        "HTTP/1.1 200 OK~Content-Le@close | CUT_OFF | 2",
        "HTTP/2 200~Content-Length: @n~~@doc | NOT_HTTP | 2",
        "HTTP/2.0 200 OK~Content-Length: @n~~@doc | OTHER_HTTP | 1",
        "SSH-2.0-OpenSSH_9.6~@close | NOT_HTTP | 2",
        "@doc@close | NOT_HTTP | 2",
        "@close | NO_REPLY | 2",
        // 1xx before the answer.
        "HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 102 Processing~~HTTP/1.1 103 Hints~Link: x~~HTTP/1.1 200 OK~Content-Length:"
            + " @n~~@doc | T | 1",
        "HTTP/1.1 101 Switching Protocols~Upgrade: h2c~~@close | SWITCHED | 1",
        "HTTP/1.1 100 Continue~~@close | NO_REPLY | 2",
        // Statuses.
        "HTTP/1.1 204 No Content~~ | NO_CONTENT | 1",
        "HTTP/1.1 205 Reset~Content-Length: 0~~ | NO_CONTENT | 1",
        "HTTP/1.1 201 Created~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 299 Own~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 304 Not Modified~~ | REFUSED | 1",
        "HTTP/1.1 307 Moved~Location: /x~Content-Length: 0~~ | REDIRECTED | 1",
        "HTTP/1.1 404 No~Content-Length: 100~~half@close | NOT_FOUND | 1",
        "HTTP/1.1 413 Large~Content-Length: 0~~ | TOO_LARGE | 1",
        "HTTP/1.1 600 x~Content-Length: @n~~@doc | UNKNOWN_STATUS | 1",
        "HTTP/1.1 999 x~Content-Length: 0~~ | UNKNOWN_STATUS | 1",
        "HTTP/1.1 099 x~Content-Length: 0~~ | UNKNOWN_STATUS | 1",
        "HTTP/1.1 2000 x~Content-Length: @n~~@doc | UNKNOWN_STATUS | 1",
        "HTTP/1.1 abc~~@close | NOT_HTTP | 2",
        "HTTP/1.1 425 Early~Content-Length: 0~~ | ASKED_TO_RETRY | 2",
        "HTTP/1.1 503 x~Retry-After: soon~Content-Length: 0~~ | SERVER_ERROR | 2",
        // Encodings.
        "HTTP/1.1 200 OK~Content-Encoding: identity~Content-Length: @n~~@doc | T | 1",
        "HTTP/1.1 200 OK~Content-Encoding: gzip~~@gzip@close | COMPRESSED | 1",
        "HTTP/1.1 200 OK~Content-Encoding: br~Content-Length: 4~~abcd | COMPRESSED | 1",
        "HTTP/1.1 200 OK~~@gzip@close | COMPRESSED | 1",
        "HTTP/1.1 400 No~Content-Encoding: gzip~~@gzip@close | REFUSED | 1",
        // Documents.
        "HTTP/1.1 200 OK~Content-Type: text/html~Content-Length: @n~~<html>ok</html> | NOT_JSON |"
            + " 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~OK | NOT_JSON | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~[] | NO_OBJECT | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~@doc@doc | MORE_THAN_JSON | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~@doc x | MORE_THAN_JSON | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~{\"ackToken\":true} | BAD_TOKEN | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~{\"ackToken\":null} | NO_TOKEN | 1",
        "HTTP/1.1 200 OK~Content-Length: @n~~@doc~~ | T | 1",
      })
  void isUnderstood(String reply, String outcome, int sent) throws Exception {
    assertOutcome(bytes(reply, StandardCharsets.ISO_8859_1), reply, outcome, sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ISO-8859-1 | charset=ISO-8859-1 | T",
        "ISO-8859-1 | charset=\"iso-8859-1\" | T",
        "ISO-8859-1 | Charset=latin1; x=y | T",
        "windows-1252 | charset=windows-1252 | T",
        "windows-1252 | charset='Cp1252' | T",
        "ISO-8859-15 | charset=ISO-8859-15 | T",
        "ISO-8859-1 | x=y | T",
        "UTF-8 | charset=utf-8 | T",
        "UTF-8 | charset=utf8 | T",
        "UTF-8 | charset= | T",
        "UTF-8 | charset=us-ascii | T",
        "UTF-8 | charset=ISO-8859-1 | T",
        "UTF-16 | charset=UTF-16 | T",
        "UTF-16 | x=y | T",
        "UTF-16LE | charset=UTF-16LE | T",
        "UTF-16LE | charset=UTF-16 | T",
        "UTF-16BE | x=y | T",
        "UTF-32 | charset=UTF-32 | T",
        "ISO-8859-1 | charset=utf-8 | OTHER_CHARSET",
        "UTF-8 | charset=klingon | UNKNOWN_CHARSET",
        "UTF-8 | charset=utf-7 | UNKNOWN_CHARSET",
        "UTF-8 | charset=¿? | UNKNOWN_CHARSET",
      })
  void itsCharsetIsHonoured(String charset, String declared, String outcome) throws Exception {
    byte[] body =
        "{\"ackToken\":\"T\",\"mensaje\":\"Catálogo\"}".getBytes(Charset.forName(charset));
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    reply.writeBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(declared, body.length)
            .getBytes(StandardCharsets.ISO_8859_1));
    reply.writeBytes(body);

    assertOutcome(reply.toByteArray(), "", outcome, 1);
  }

  /** It reads a little of ten megabytes, answers and hangs up. */
  @ParameterizedTest
  @CsvSource({"false, 400, REFUSED", "true, 400, REFUSED", "false, 413, TOO_LARGE"})
  void aRefusalBeforeThePayloadIsReadIsNotRepeated(boolean hint, int status, StatusReason reason)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        FanOut fanOut = Deliveries.fanOut(local("retry.delays", "1ms"))) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (true) {
                  try (Socket socket = server.accept()) {
                    socket.getInputStream().readNBytes(1_000);
                    if (hint) {
                      socket.getOutputStream().write("HTTP/1.1 102 x\r\n\r\n".getBytes());
                    }
                    Receiver.write(socket, status, "no".getBytes());
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      Recording recording = new Recording();
      fanOut.deliver(
          new Payload(new byte[10 * 1024 * 1024], 0),
          Deliveries.webhooks(groups("http://127.0.0.1:" + server.getLocalPort() + "/")),
          recording,
          Instant::now);

      assertThat(recording.settlements())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(text(it)).startsWith(reason.answered(status));
                assertThat(it.attempts()).isEqualTo(1);
              });
    }
  }

  private static void assertOutcome(byte[] reply, String script, String outcome, int sent)
      throws Exception {
    ConcurrentHashMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    try (Receiver dealer =
        Receiver.answering(
            (request, socket) -> {
              calls.computeIfAbsent(request.target(), t -> new AtomicInteger()).incrementAndGet();
              socket.getOutputStream().write(reply);
              socket.getOutputStream().flush();
              if (script.endsWith("@close") || script.endsWith("@reset")) {
                socket.setSoLinger(script.endsWith("@reset"), 0);
                socket.shutdownOutput();
                socket.close();
              }
            })) {
      Recording recording =
          deliver(
              local(
                  "waiting", "1",
                  "retry.delays", "1ms",
                  "retry.tail-pass", "false",
                  "timeout.exchange", "10s"),
              groups(dealer.url("/1"), dealer.url("/2")));

      assertThat(recording.settlements()).hasSize(2);
      assertThat(recording.settlements())
          .allSatisfy(it -> assertThat(outcomeOf(it)).as(text(it)).isEqualTo(outcome));
      assertThat(recording.settlements()).allMatch(it -> it.attempts() == sent);
    }
  }

  private static String text(Settlement settlement) {
    return settlement instanceof Settlement.Failed failed ? failed.reason() : "";
  }

  private static String outcomeOf(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Confirmed confirmed -> confirmed.token();
      case Settlement.Failed failed -> {
        for (Reason reason : Reason.all()) {
          String what = reason.what().replaceAll("%[ds].*", "");
          if (failed.reason().startsWith(what) && failed.reason().contains(reason.remedy())) {
            yield reason.name();
          }
        }
        yield failed.reason();
      }
    };
  }

  private static byte[] bytes(String reply, Charset charset) throws Exception {
    String raw =
        reply
            .replace("@close", "")
            .replace("@reset", "")
            .replace("@doc", DOC)
            .replace("@17000", "x".repeat(17_000))
            .replace("@lines", "X: y\r\n".repeat(210).strip())
            .replace("~", "\r\n")
            .replace("^", "\n");
    int body = bodyStart(raw);
    raw = raw.replace("@n", Integer.toString(raw.length() - body));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int gzip = raw.indexOf("@gzip");
    all.writeBytes((gzip < 0 ? raw : raw.substring(0, gzip)).getBytes(charset));
    if (gzip >= 0) {
      try (GZIPOutputStream out = new GZIPOutputStream(all)) {
        out.write(DOC.getBytes(charset));
      }
    }
    return all.toByteArray();
  }

  /** After the blank line of the head that has the length. */
  private static int bodyStart(String raw) {
    int from = Math.max(raw.indexOf("@n"), 0);
    int crlf = raw.indexOf("\r\n\r\n", from);
    int lf = raw.indexOf("\n\n", from);
    return crlf >= 0 ? crlf + 4 : lf >= 0 ? lf + 2 : raw.length();
  }
}
