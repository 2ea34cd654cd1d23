package dev.snapclone.discord;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for Discord's answers to JDA's requests, and translates JDA's failures. */
final class DiscordAnswers {
  private static final Logger log = LoggerFactory.getLogger(DiscordAnswers.class);
  private static final long GIVE_UP_SECONDS = 20;

  private final AtomicBoolean leaving = new AtomicBoolean();
  private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

  /** Ends all present and future waits as transient failures, whatever became of the requests. */
  void giveUp() {
    leaving.set(true);
    // Not cancelled: JDA would report that through its callback pool, which may be closed.
    waiting.forEach(answer -> answer.completeExceptionally(new CancellationException()));
  }

  /** Waits until no caller is waiting for an answer, or the time is up. */
  void awaitAll(Duration most) throws InterruptedException {
    CompletableFuture<?> all =
        CompletableFuture.allOf(waiting.toArray(new CompletableFuture<?>[0]));
    try {
      all.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("answers of Discord: {}", e.toString());
    }
  }

  /** Like JDA's own, but ended by {@link #giveUp}. */
  <T> T complete(RestAction<T> action) {
    CompletableFuture<T> answer = action.timeout(GIVE_UP_SECONDS, TimeUnit.SECONDS).submit();
    waiting.add(answer);
    try {
      if (leaving.get()) {
        answer.completeExceptionally(new CancellationException());
      }
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new CancellationException("Discord did not take it in time");
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    } finally {
      waiting.remove(answer);
    }
  }

  /** Runs a call and translates JDA's exceptions. */
  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (ErrorResponseException e) {
      throw new ChatException(kind(e), "Discord answered " + e.getErrorCode(), e);
    } catch (PermissionException e) {
      throw new ChatException(ChatException.Kind.NO_ACCESS, "Discord would refuse", e);
    } catch (CancellationException | RejectedExecutionException e) {
      throw new ChatException(ChatException.Kind.TRANSIENT, "not sent to Discord", e);
    } catch (IllegalStateException e) {
      // complete() wraps an interrupt; JDA is stopping.
      throw new ChatException(ChatException.Kind.TRANSIENT, "interrupted", e);
    }
  }

  private static ChatException.Kind kind(ErrorResponseException e) {
    return switch (e.getErrorCode()) {
      // Unknown message; unknown webhook, invalid webhook token, unknown interaction.
      case 10008, 10015, 50027, 10062 -> ChatException.Kind.NO_MESSAGE;
      // Unknown channel, guild, member, user; no access, no permission, cannot message this person;
      // thread locked or archived; too many threads; blocked by the guild's AutoMod or a filter.
      case 10003, 10004, 10007, 10013, 50001, 50007, 50013, 50083, 160005, 160006, 50278 ->
          ChatException.Kind.NO_ACCESS;
      case 200000, 200001, 240000 -> ChatException.Kind.NO_ACCESS;
      case 50035, 50006, 50005 -> ChatException.Kind.REFUSED;
      // From Cloudflare, before the request reached Discord.
      case 40333 -> ChatException.Kind.TRANSIENT;
      default -> byStatus(e);
    };
  }

  /** For error codes in no list, so that they are not retried forever. */
  private static ChatException.Kind byStatus(ErrorResponseException e) {
    Response response = e.getResponse();
    int answered = response == null ? 0 : response.code;
    // JSON with the code 0 means that the route does not exist; retrying is useless.
    boolean unknown = e.getErrorCode() == 0 && (answered == 404 || answered == 405);
    return switch (e.getErrorCode() >= 10_000 || unknown ? answered : 0) {
      case 400 -> ChatException.Kind.REFUSED;
      case 403, 404, 405 -> ChatException.Kind.NO_ACCESS;
      default -> ChatException.Kind.TRANSIENT;
    };
  }
}
