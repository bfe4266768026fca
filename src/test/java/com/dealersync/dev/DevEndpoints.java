package com.dealersync.dev;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code GET /dev/token?scope=sync.read+sync.write} gives anybody a token, as text if text is asked
 * for, else as JSON; without {@code scope} it has every scope. {@code GET /dev/dealers} tells what
 * the demo webhooks received.
 */
final class DevEndpoints {

  static final String PATHS = "/dev/**";

  private final DevTokens tokens;
  private final DemoDealers dealers;

  DevEndpoints(DevTokens tokens, DemoDealers dealers) {
    this.tokens = tokens;
    this.dealers = dealers;
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/dev/token", this::token)
        .GET("/dev/dealers", request -> ServerResponse.ok().body(dealers.tallies()))
        .build();
  }

  private ServerResponse token(ServerRequest request) {
    List<String> scopes =
        request
            .param("scope")
            .map(asked -> Arrays.stream(asked.split("[\\s,]+")).filter(s -> !s.isEmpty()).toList())
            .filter(asked -> !asked.isEmpty())
            .orElse(DevTokens.SCOPES);
    if (!DevTokens.SCOPES.containsAll(scopes)) {
      return ServerResponse.badRequest()
          .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
          .body("Los scopes son %s%n".formatted(String.join(", ", DevTokens.SCOPES)));
    }
    String token = tokens.issue(scopes);
    return wantsText(request)
        ? ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).body(token)
        : ServerResponse.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                new Token(
                    token, "Bearer", String.join(" ", scopes), DevTokens.LIFETIME.toSeconds()));
  }

  private static boolean wantsText(ServerRequest request) {
    List<MediaType> accepted = request.headers().accept();
    return !accepted.isEmpty() && accepted.getFirst().isPresentIn(List.of(MediaType.TEXT_PLAIN));
  }

  /**
   * @param expiresIn in seconds
   */
  record Token(String token, String tokenType, String scope, long expiresIn) {}
}
