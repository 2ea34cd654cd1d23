package dev.snapclone.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code webhooks}. */
record WebhooksReader(Values values, Problems problems) {
  private static final String KEY = "webhooks";

  /** Each may hold one of the threads that jobs run on. */
  private static final int MOST = 8;

  /** As the Standard Webhooks have it. */
  private static final int SHORTEST_KEY = 24;

  private static final int LONGEST_KEY = 64;
  private static final String MAKE_ONE = "Make one with: echo whsec_$(openssl rand -base64 32)";

  List<WebhookSettings> read() {
    List<WebhookSettings> webhooks = new ArrayList<>();
    if (!(values.value(KEY) instanceof ConfigList list)) {
      values.wrong(KEY, "must be a list, not " + values.shown(KEY), "Write webhooks = [ { … } ]");
      return webhooks;
    }
    Set<URI> known = new HashSet<>();
    int number = 0;
    for (ConfigValue item : list) {
      number++;
      Block.at(KEY + "[" + number + "]", item, problems)
          .ifPresent(
              block -> {
                WebhookSettings one = webhook(block);
                if (one != null && !known.add(one.url())) {
                  block.wrong("url", "stands there twice", "Give one block all its events");
                }
                if (one != null) {
                  webhooks.add(one);
                }
              });
    }
    if (number > MOST) {
      values.wrong(KEY, "holds more than " + MOST, "Send to one receiver that passes them on");
    }
    return webhooks;
  }

  private @Nullable WebhookSettings webhook(Block block) {
    URI url = url(block);
    Secret secret = secret(block);
    List<String> events = block.words("events", List.copyOf(new TreeSet<>(WebhookSettings.EVENTS)));
    block.reportEmpty("events");
    block.reportUnknown();
    return url == null || secret == null
        ? null
        : new WebhookSettings(
            url, secret, events == null ? WebhookSettings.EVENTS : Set.copyOf(events));
  }

  private static @Nullable URI url(Block block) {
    String url = Objects.requireNonNullElse(block.text("url"), "");
    String example = "Write url = \"https://hooks.example.org/snapclone\"";
    String host = Urls.host(url);
    boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    if (host.isEmpty()) {
      block.wrong("url", "is no address", example);
      return null;
    }
    if (!Urls.scheme(url).equals("https") && !(Urls.scheme(url).equals("http") && loopback)) {
      block.wrong("url", "must begin with https:// (http:// only on loopback)", example);
      return null;
    }
    URI address = URI.create(url);
    if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
      block.wrong("url", "holds a login or a fragment, which are not sent", example);
      return null;
    }
    return address;
  }

  private static @Nullable Secret secret(Block block) {
    String secret = Objects.requireNonNullElse(block.text("secret"), "");
    if (secret.isEmpty()) {
      block.wrong("secret", "is not set", MAKE_ONE);
      return null;
    }
    String key =
        secret.startsWith(WebhookSettings.PREFIX)
            ? secret.substring(WebhookSettings.PREFIX.length())
            : "";
    try {
      int length = Base64.getDecoder().decode(key).length;
      if (length >= SHORTEST_KEY && length <= LONGEST_KEY) {
        return new Secret(secret);
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    block.wrong("secret", "is not whsec_ and 24 to 64 bytes in Base64", MAKE_ONE);
    return null;
  }
}
