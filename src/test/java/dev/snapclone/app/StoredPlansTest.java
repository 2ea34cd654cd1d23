package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.clone.ClonePlan;
import dev.snapclone.clone.CopyPlan;
import dev.snapclone.job.engine.Json;
import dev.snapclone.procedure.SnapshotPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plans as an earlier version stored them, under {@code src/test/resources/plans}. A job waits for
 * its approval while the bot is updated, and replicas of two versions may run side by side: each
 * reads what the other one wrote. So the files stay as they are.
 */
class StoredPlansTest {
  private enum Stored {
    SNAPSHOT("snapshot", SnapshotPlan.class),
    CLONE("clone", ClonePlan.class),
    COPY("copy", CopyPlan.class);

    private final Path file;
    private final Class<?> type;

    Stored(String name, Class<?> type) {
      this.file = Path.of("src/test/resources/plans", name + ".json");
      this.type = type;
    }
  }

  @ParameterizedTest
  @EnumSource(Stored.class)
  void isReadAndWrittenAgainAsItWas(Stored stored) throws IOException {
    String json = Files.readString(stored.file);
    Object plan = new Json().read(json, stored.type);
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(mapper.readTree(json), mapper.readTree(new Json().write(plan)));
  }
}
