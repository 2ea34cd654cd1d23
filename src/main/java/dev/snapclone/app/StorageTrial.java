package dev.snapclone.app;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Invocation;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.storage.Database;
import dev.snapclone.storage.StorageException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the database for {@link Check}, writes a draft and deletes it. */
final class StorageTrial implements StorageProbe, AutoCloseable {
  private final StorageSettings settings;
  private final InstantSource clock;
  private @Nullable Database database;

  StorageTrial(StorageSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String open() {
    Database opened = Database.open(settings, clock);
    database = opened;
    return opened.product();
  }

  @Override
  public void write() {
    Database opened = database;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    Actor nobody = new Actor("0", "check", Set.of(), Set.of(), false);
    Place nowhere = new Place("0", "0", "check", "0", "en");
    String draft =
        opened
            .drafts()
            .keep(
                new Invocation(
                    "check", "check", Invocation.Kind.COMMAND, nobody, nowhere, "en", Map.of()));
    if (!opened.drafts().drop(draft)) {
      throw new StorageException("What was just written is not there.", null);
    }
  }

  @Override
  public void close() {
    Database opened = database;
    if (opened != null) {
      opened.close();
    }
  }
}
