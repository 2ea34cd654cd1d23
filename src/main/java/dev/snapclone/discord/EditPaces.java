package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.discord.EditLanes.EditPace;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads from Discord's answers how fast a channel's messages may be edited
 * (topics/rate-limits.mdx). JDA honours the limits too, but keeps them to itself, and what it holds
 * back goes out in the order in which it came.
 */
final class EditPaces implements Interceptor {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Of a channel whose answers name no limit. */
  static final EditPace UNKNOWN = new EditPace(SECOND, SECOND);

  private static final Pattern EDITED = Pattern.compile("/channels/(\\d+)/messages/\\d+$");

  private final Cache<String, EditPace> paces =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Matcher path = EDITED.matcher(chain.request().url().encodedPath());
    if (chain.request().method().equals("PATCH") && path.find()) {
      paces.put(
          path.group(1),
          pace(
              response.header("X-RateLimit-Remaining"),
              response.header("X-RateLimit-Reset-After")));
    }
    return response;
  }

  /** How long a channel's next edit has to wait after the last. */
  EditPace of(String channel) {
    EditPace pace = paces.getIfPresent(channel);
    return pace == null ? UNKNOWN : pace;
  }

  /**
   * Spreads what is left over the rest of the window, and keeps one edit of it for what is awaited.
   *
   * @param remaining edits left in this window
   * @param resetAfter seconds to its end
   */
  static EditPace pace(@Nullable String remaining, @Nullable String resetAfter) {
    if (remaining == null || resetAfter == null) {
      return UNKNOWN;
    }
    try {
      int left = Integer.parseInt(remaining.strip());
      Duration reset = Duration.ofMillis((long) Math.ceil(Double.parseDouble(resetAfter) * 1000));
      return new EditPace(left > 0 ? Duration.ZERO : reset, reset.dividedBy(Math.max(1, left)));
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
