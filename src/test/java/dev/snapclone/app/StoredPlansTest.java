package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.clone.ClonePlan;
import dev.snapclone.clone.CopyPlan;
import dev.snapclone.job.engine.Json;
import dev.snapclone.procedure.SnapshotPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    JsonNode before = mapper.readTree(json);
    JsonNode now = mapper.readTree(new Json().write(plan));
    dropAdded(now, before);
    assertEquals(before, now);
  }

  /** A version may add keys, which an earlier one ignores. */
  private static void dropAdded(JsonNode now, JsonNode before) {
    if (now instanceof ObjectNode object) {
      List<String> known = new ArrayList<>();
      before.fieldNames().forEachRemaining(known::add);
      object.retain(known);
      known.forEach(key -> dropAdded(now.path(key), before.path(key)));
    }
    for (int i = 0; now.isArray() && i < now.size(); i++) {
      dropAdded(now.path(i), before.path(i));
    }
  }
}
