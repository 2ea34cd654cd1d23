package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A cloud's only token, shared by all threads. When it is missing or about to expire, one thread
 * signs in and the others wait for its result, even a failure, so that a broken Keystone is not
 * asked by each in turn.
 */
final class Tokens {
  private final SignIn signIn;
  private final Failures failures;
  private final InstantSource clock;
  private final AtomicReference<@Nullable SignedIn> current = new AtomicReference<>();
  private final AtomicReference<CompletableFuture<SignedIn>> flight = new AtomicReference<>();

  Tokens(SignIn signIn, Failures failures, InstantSource clock) {
    this.signIn = signIn;
    this.failures = failures;
    this.clock = clock;
  }

  SignedIn get(Deadline deadline) {
    SignedIn have = fresh();
    if (have != null) {
      return have;
    }
    CompletableFuture<SignedIn> mine = new CompletableFuture<>();
    CompletableFuture<SignedIn> running = flight.compareAndExchange(null, mine);
    return running == null ? fly(mine, deadline) : await(running, deadline);
  }

  /** Discards a token that a service rejected, unless it was already renewed. */
  void drop(SignedIn refused) {
    current.compareAndSet(refused, null);
  }

  private @Nullable SignedIn fresh() {
    SignedIn have = current.get();
    return have != null && clock.instant().isBefore(have.renewAt()) ? have : null;
  }

  private SignedIn fly(CompletableFuture<SignedIn> mine, Deadline deadline) {
    try {
      SignedIn have = fresh();
      if (have == null) {
        have = signIn.now(deadline);
        current.set(have);
      }
      mine.complete(have);
      return have;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flight.set(null);
    }
  }

  private SignedIn await(CompletableFuture<SignedIn> running, Deadline deadline) {
    try {
      return running.get(Math.max(0, deadline.left().toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CloudException failure) {
        throw failure;
      }
      throw new IllegalStateException("the sign-in that was waited for failed", e.getCause());
    } catch (TimeoutException e) {
      throw failures.of(Kind.UNREACHABLE, "identity", "no token in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of(Kind.UNREACHABLE, "identity", "interrupted while signing in", e);
    }
  }
}
