package com.dealersync.delivery;

import java.util.regex.Pattern;

/** A webhook as people may see it: credentials, query and fragment may let someone in. */
final class MaskedUrl {
  // Where the credentials of a broken URL end, no two parsers agree: at the last @, at worst.
  private static final Pattern CREDENTIALS = Pattern.compile("(?is)^(https?://)?.*@");
  private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("(?s)([?#]).*");

  private MaskedUrl() {}

  static String of(WebhookUrl url) {
    String text =
        switch (url) {
          case WebhookUrl.Usable usable -> usable.text();
          case WebhookUrl.Unusable unusable ->
              CREDENTIALS.matcher(unusable.text()).replaceFirst("$1***@");
        };
    return QUERY_OR_FRAGMENT.matcher(text).replaceFirst("$1***");
  }
}
