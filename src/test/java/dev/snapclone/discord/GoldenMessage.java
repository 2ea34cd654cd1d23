package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/**
 * Compares a message with its golden file under {@code src/test/resources/golden}. Run with {@code
 * -Dsnapclone.golden=write} to write the files anew, then read the difference before you commit it.
 */
final class GoldenMessage {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "discord");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private GoldenMessage() {}

  static void check(String name, MessageCreateData message) {
    Path file = FOLDER.resolve(name + ".json");
    try {
      Object tree = JSON.readValue(message.toData().toString(), Object.class);
      String shown = JSON.writeValueAsString(tree).replace("\r\n", "\n") + "\n";
      if ("write".equals(System.getProperty("snapclone.golden"))) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, shown);
      } else if (!Files.exists(file)) {
        fail("no golden file " + file + "; write it with -Dsnapclone.golden=write");
      } else {
        assertEquals(Files.readString(file).replace("\r\n", "\n"), shown, name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
