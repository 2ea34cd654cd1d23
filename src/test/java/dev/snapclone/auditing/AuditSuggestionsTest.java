package dev.snapclone.auditing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.request.Asking;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Discord waits three seconds for suggestions, however many clouds there are. */
class AuditSuggestionsTest {
  private static final Duration FIRST_WITHIN = Duration.ofMillis(500);
  private static final AuditTrail NO_TRAIL =
      (AuditTrail)
          Proxy.newProxyInstance(
              AuditTrail.class.getClassLoader(),
              new Class<?>[] {AuditTrail.class},
              (proxy, method, args) -> fail("suggestions need no audit"));

  @Test
  void cloudsThatDoNotAnswerAreWaitedForTogether() {
    List<Cloud> clouds = Stream.of("a", "b", "c", "d").<Cloud>map(InMemoryCloud::seeded).toList();
    Inventory inventory =
        new Inventory(
            new Clouds(clouds),
            cloud -> cloud.equals("c") ? Runnable::run : never -> {},
            Ticker.systemTicker(),
            InstantSource.system(),
            Duration.ofMinutes(10),
            FIRST_WITHIN);
    AuditCommand command =
        new AuditCommand(
            NO_TRAIL,
            new AccessPolicy(Set.of("g"), List.of(), List.of(), List.of("boss"), List.of()),
            new Asking.MemoryDrafts(),
            new Lookup(inventory, Messages.load()),
            new AuditSentences(id -> Optional.empty(), key -> true),
            InstantSource.system());
    Invocation typing =
        new Invocation(
            "1",
            "audit",
            Invocation.Kind.COMMAND,
            new Actor("1", "a", Set.of("boss"), Set.of("boss"), false),
            new Place("g", "c", "ops", "c", "en"),
            "en",
            Map.of());
    assertTimeout(
        FIRST_WITHIN.multipliedBy(2),
        () -> assertEquals(1, command.suggest(typing, "instance", "web-01").size()));
  }
}
