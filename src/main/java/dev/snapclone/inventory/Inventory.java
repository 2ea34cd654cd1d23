package dev.snapclone.inventory;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clouds' resources, as last read. Looking never waits: it returns what is known and refreshes
 * old data in the background. A cloud that is down keeps its last list, and is asked again only
 * after the refresh time.
 */
public final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

  private final Clouds clouds;
  private final Function<String, Executor> executors;
  private final InstantSource clock;
  private final Duration firstWithin;
  private final AsyncLoadingCache<Key, Entry> cache;

  /** By cloud; raised by our own changes, so that an older read never counts as fresh. */
  private final Map<String, Integer> generations = new ConcurrentHashMap<>();

  private record Key(String cloud, View<?> view) {}

  private record Entry(Known<?> known, int generation) {}

  /**
   * @param executors threads per cloud, so that a cloud that does not answer blocks no other; never
   *     the threads that call {@link #read}, which waits
   * @param ticker measures the refresh time
   * @param clock the time, for people
   * @param refreshAfter the age at which a list is refreshed in the background
   * @param firstWithin how long {@link #awaitFirst} waits
   */
  public Inventory(
      Clouds clouds,
      Function<String, Executor> executors,
      Ticker ticker,
      InstantSource clock,
      Duration refreshAfter,
      Duration firstWithin) {
    this.clouds = clouds;
    this.executors = executors;
    this.firstWithin = firstWithin;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .refreshAfterWrite(refreshAfter)
            .buildAsync(new Loader());
  }

  /** Starts reading everything in the background, before the first person asks. */
  public void warmUp() {
    for (Cloud cloud : clouds.all()) {
      for (View<?> view : View.ALL) {
        look(cloud.name(), view);
      }
    }
  }

  /**
   * What is known now; never waits.
   *
   * @param cloud the bot's name for the cloud; empty for an unknown one
   */
  public <T> Known<T> look(String cloud, View<T> view) {
    if (clouds.named(cloud).isEmpty()) {
      return Known.nothing();
    }
    Key key = new Key(cloud, view);
    try {
      Entry entry = cache.get(key).getNow(null);
      if (entry == null) {
        return Known.nothing();
      }
      if (entry.generation() < generation(cloud)) {
        cache.synchronous().refresh(key);
      }
      return known(entry);
    } catch (RejectedExecutionException shuttingDown) {
      LOG.debug("inventory of {} is not read: {}", cloud, shuttingDown.getMessage());
      return Known.nothing();
    }
  }

  /**
   * Waits briefly for lists that were never read; not for those that were read or failed.
   *
   * @param of the bot's names for the clouds
   * @param views what is looked at afterwards
   */
  public void awaitFirst(List<String> of, List<View<?>> views) {
    try {
      CompletableFuture.allOf(
              of.stream()
                  .filter(cloud -> clouds.named(cloud).isPresent())
                  .flatMap(cloud -> views.stream().map(view -> cache.get(new Key(cloud, view))))
                  .toArray(CompletableFuture[]::new))
          .get(firstWithin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RejectedExecutionException e) {
      LOG.debug("{} of {}: no list yet", views, of);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a list that could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads now and waits for the cloud. When that fails, the last list with the failure.
   *
   * @param cloud the bot's name for the cloud; empty for an unknown one
   */
  public <T> Known<T> read(String cloud, View<T> view) {
    if (clouds.named(cloud).isEmpty()) {
      return Known.nothing();
    }
    Key key = new Key(cloud, view);
    Entry entry = cache.synchronous().refresh(key).join();
    if (entry.generation() < generation(cloud)) {
      // That read began before our own change, so read again.
      entry = cache.synchronous().refresh(key).join();
    }
    return known(entry);
  }

  /** The bot changed a cloud: starts a refresh, and keeps the known data until it is done. */
  public void invalidate(String cloud) {
    generations.merge(cloud, 1, Integer::sum);
    for (Key key : List.copyOf(cache.asMap().keySet())) {
      if (key.cloud().equals(cloud)) {
        look(cloud, key.view());
      }
    }
  }

  /** The names of the clouds, in the configured order. */
  public List<String> cloudNames() {
    return clouds.all().stream().map(Cloud::name).toList();
  }

  public String defaultCloud() {
    return clouds.defaultCloud().name();
  }

  private int generation(String cloud) {
    return generations.getOrDefault(cloud, 0);
  }

  /** An entry was loaded by its key's view, so it has the view's item type. */
  @SuppressWarnings("unchecked")
  private static <T> Known<T> known(Entry entry) {
    return (Known<T>) entry.known();
  }

  private Entry load(Key key, Known<?> before) {
    int generation = generation(key.cloud());
    Instant began = clock.instant();
    try {
      Cloud cloud = clouds.named(key.cloud()).orElseThrow();
      return new Entry(new Known<>(key.view().load(cloud), began, null), generation);
    } catch (CloudException down) {
      LOG.info("{} of {} could not be read: {}", key.view(), key.cloud(), down.getMessage());
      return new Entry(new Known<>(before.items(), before.asOf(), down), generation);
    } catch (RuntimeException bug) {
      LOG.error("{} of {} could not be read", key.view(), key.cloud(), bug);
      return new Entry(new Known<>(before.items(), before.asOf(), bug), generation);
    }
  }

  /** Never fails: a failure is cached too, so that a broken cloud is not asked constantly. */
  private final class Loader implements AsyncCacheLoader<Key, Entry> {
    @Override
    public CompletableFuture<Entry> asyncLoad(Key key, Executor executor) {
      return CompletableFuture.supplyAsync(
          () -> load(key, Known.nothing()), executors.apply(key.cloud()));
    }

    @Override
    public CompletableFuture<Entry> asyncReload(Key key, Entry before, Executor executor) {
      return CompletableFuture.supplyAsync(
          () -> load(key, before.known()), executors.apply(key.cloud()));
    }
  }
}
