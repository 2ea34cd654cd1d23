package dev.snapclone.sandbox.discord.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits per route and top-level resource (topics/rate-limits.mdx), with the sizes commonly
 * seen in headers. They use real time instead of the sandbox's clock, since clients wait in real
 * time.
 */
final class RouteLimits {
  /** A number of requests per window. */
  private record Size(int limit, Duration window) {}

  private static final class Bucket {
    private Instant resetsAt = Instant.EPOCH;
    private int used;
  }

  /** The state of a bucket after a request. */
  record BucketState(String bucket, int limit, int remaining, Instant resetsAt, boolean exceeded) {}

  private static final Size OTHERS = new Size(30, Duration.ofSeconds(1));
  private static final Map<String, Size> SIZES =
      Map.of(
          "POST /channels/{channel}/messages", new Size(5, Duration.ofSeconds(5)),
          "PATCH /channels/{channel}/messages/{message}", new Size(5, Duration.ofSeconds(5)),
          "DELETE /channels/{channel}/messages/{message}", new Size(5, Duration.ofSeconds(1)),
          "POST /webhooks/{application}/{token}", new Size(5, Duration.ofSeconds(2)),
          "PATCH /webhooks/{application}/{token}/messages/{message}",
              new Size(5, Duration.ofSeconds(2)));

  private static final int GLOBAL_LIMIT = 50;

  private final InstantSource clock;
  private final boolean real;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private final Bucket all = new Bucket();

  /** With {@code real} false the buckets are practically unlimited. */
  RouteLimits(InstantSource clock, boolean real) {
    this.clock = clock;
    this.real = real;
  }

  /** Counts a request; null for routes without a bucket, such as first answers to interactions. */
  synchronized @Nullable BucketState count(RestRouter.Match match) {
    String route = match.route().method() + " " + match.route().template();
    if (route.endsWith("/callback")) {
      return null;
    }
    Size size = SIZES.getOrDefault(route, OTHERS);
    int limit = real ? size.limit() : 1000;
    Bucket bucket = buckets.computeIfAbsent(route + " " + major(match.path()), b -> new Bucket());
    Instant now = clock.instant();
    if (!now.isBefore(bucket.resetsAt)) {
      bucket.used = 0;
      bucket.resetsAt = now.plus(size.window());
    }
    boolean exceeded = bucket.used >= limit;
    if (!exceeded) {
      bucket.used++;
    }
    String name = String.format(Locale.ROOT, "%08x", route.hashCode());
    return new BucketState(name, limit, limit - bucket.used, bucket.resetsAt, exceeded);
  }

  private static String major(Map<String, String> path) {
    return path.getOrDefault("channel", "")
        + path.getOrDefault("guild", "")
        + path.getOrDefault("token", "");
  }

  /** Counts against the bot's limit of 50 requests a second; returns how long to wait, or zero. */
  synchronized Duration countGlobally(RestRouter.Match match) {
    Instant now = clock.instant();
    if (!real || match.route().open()) {
      return Duration.ZERO;
    }
    if (!now.isBefore(all.resetsAt)) {
      all.used = 0;
      all.resetsAt = now.plusSeconds(1);
    }
    all.used++;
    return all.used <= GLOBAL_LIMIT ? Duration.ZERO : Duration.between(now, all.resetsAt);
  }

  /** Returns the rate limit headers. */
  Map<String, String> headers(BucketState state) {
    Duration left = Duration.between(clock.instant(), state.resetsAt());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", Integer.toString(state.limit()));
    headers.put("X-RateLimit-Remaining", Integer.toString(state.remaining()));
    headers.put("X-RateLimit-Reset", seconds(Duration.between(Instant.EPOCH, state.resetsAt())));
    headers.put("X-RateLimit-Reset-After", seconds(left.isNegative() ? Duration.ZERO : left));
    headers.put("X-RateLimit-Bucket", state.bucket());
    return headers;
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
