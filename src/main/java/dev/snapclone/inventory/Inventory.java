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
  private final Ticker ticker;
  private final InstantSource clock;
  private final Duration refreshAfter;
  private final Duration firstWithin;
  private final AsyncLoadingCache<Key, Entry> cache;

  /** By cloud; raised by our own changes, so that an older read never counts as fresh. */
  private final Map<String, Integer> generations = new ConcurrentHashMap<>();

  private record Key(String cloud, View<?> view) {}

  /**
   * @param generation of its cloud when the read began
   * @param readAt when it began, by the ticker
   */
  private record Entry(Known<?> known, int generation, long readAt) {}

  /** How long a list for people waits for a newer one: they read the old one within a second. */
  private static final Duration RECENT_WITHIN = Duration.ofMillis(500);

  /**
   * @param executors threads per cloud, so that a cloud that does not answer blocks no other; never
   *     the threads that call {@link #awaitRecent}, which waits
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
    this.ticker = ticker;
    this.clock = clock;
    this.refreshAfter = refreshAfter;
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
   * Has lists that are older than the refresh time read anew, and waits for that, but not long:
   * whoever looks afterwards sees what is known.
   *
   * @param cloud the bot's name for the cloud
   * @param views what is looked at afterwards
   */
  public void awaitRecent(String cloud, List<View<?>> views) {
    awaitFirst(List.of(cloud), views);
    if (clouds.named(cloud).isEmpty()) {
      return;
    }
    try {
      CompletableFuture.allOf(
              views.stream()
                  .filter(view -> !recent(cloud, view))
                  .map(view -> cache.synchronous().refresh(new Key(cloud, view)))
                  .toArray(CompletableFuture[]::new))
          .get(RECENT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RejectedExecutionException e) {
      LOG.debug("{} of {}: not read anew yet", views, cloud);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a list that could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a list was read, or tried, within the refresh time and after our own last change. */
  boolean recent(String cloud, View<?> view) {
    CompletableFuture<Entry> read = cache.getIfPresent(new Key(cloud, view));
    Entry entry = read == null ? null : read.getNow(null);
    return entry != null
        && entry.generation() >= generation(cloud)
        && ticker.read() - entry.readAt() <= refreshAfter.toNanos();
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

  Instant now() {
    return clock.instant();
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
    long readAt = ticker.read();
    try {
      Cloud cloud = clouds.named(key.cloud()).orElseThrow();
      return new Entry(new Known<>(key.view().load(cloud), began, null), generation, readAt);
    } catch (CloudException down) {
      LOG.info("{} of {} could not be read: {}", key.view(), key.cloud(), down.getMessage());
      return new Entry(new Known<>(before.items(), before.asOf(), down), generation, readAt);
    } catch (RuntimeException bug) {
      LOG.error("{} of {} could not be read", key.view(), key.cloud(), bug);
      return new Entry(new Known<>(before.items(), before.asOf(), bug), generation, readAt);
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
