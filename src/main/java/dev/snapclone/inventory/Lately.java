package dev.snapclone.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What people used lately. In memory: after a start it is learnt anew. */
final class Lately {
  private static final int MOST = 2_000;

  /** What a person used comes before whatever others in the guild did. */
  private static final long OWN = 1L << 40;

  private final AtomicLong uses = new AtomicLong();
  private final Cache<String, Long> used = Caffeine.newBuilder().maximumSize(MOST).build();

  /** A person named it in a command. */
  void use(String guild, String person, String id) {
    long now = uses.incrementAndGet();
    used.put(key(guild, person, id), now);
    used.put(key(guild, "", id), now);
  }

  /** The greater, the later; 0 for what nobody in the guild used. */
  long when(String guild, String person, String id) {
    @Nullable Long own = used.getIfPresent(key(guild, person, id));
    @Nullable Long anybodys = used.getIfPresent(key(guild, "", id));
    return own != null ? own + OWN : anybodys != null ? anybodys : 0;
  }

  private static String key(String guild, String person, String id) {
    return guild + " " + person + " " + id;
  }
}
