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
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * The one token of a cloud. Any number of threads use it; when it is missing or about to end, one
 * of them signs in and the others wait for that, for its failure too: a Keystone that is down is
 * not asked by each of them in turn.
 */
final class Tokens {
  private final SignIn signIn;
  private final Failures failures;
  private final InstantSource clock;
  private final AtomicReference<SignIn.@Nullable SignedIn> current = new AtomicReference<>();
  private final AtomicReference<CompletableFuture<KeystoneToken>> flight = new AtomicReference<>();

  Tokens(SignIn signIn, Failures failures, InstantSource clock) {
    this.signIn = signIn;
    this.failures = failures;
    this.clock = clock;
  }

  /** A token that is good for now. */
  KeystoneToken get(Deadline deadline) {
    SignIn.SignedIn have = fresh();
    if (have != null) {
      return have.token();
    }
    CompletableFuture<KeystoneToken> mine = new CompletableFuture<>();
    CompletableFuture<KeystoneToken> running = flight.compareAndExchange(null, mine);
    return running == null ? fly(mine, deadline) : await(running, deadline);
  }

  /** Forgets a token that a service did not take, unless there is a newer one already. */
  void drop(KeystoneToken refused) {
    SignIn.SignedIn have = current.get();
    if (have != null && refused.getId().equals(have.token().getId())) {
      current.compareAndSet(have, null);
    }
  }

  private SignIn.@Nullable SignedIn fresh() {
    SignIn.SignedIn have = current.get();
    return have != null && clock.instant().isBefore(have.renewAt()) ? have : null;
  }

  private KeystoneToken fly(CompletableFuture<KeystoneToken> mine, Deadline deadline) {
    try {
      SignIn.SignedIn have = fresh();
      if (have == null) {
        have = signIn.now(deadline);
        current.set(have);
      }
      mine.complete(have.token());
      return have.token();
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flight.set(null);
    }
  }

  private KeystoneToken await(CompletableFuture<KeystoneToken> running, Deadline deadline) {
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
