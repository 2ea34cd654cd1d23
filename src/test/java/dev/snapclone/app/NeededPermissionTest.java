package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NeededPermissionTest {
  @Test
  void theReadmeNamesThemAllAndTheirNumber() throws IOException {
    String readme =
        Files.readString(Path.of("README.md"), StandardCharsets.UTF_8).replaceAll("\\s+", " ");

    assertTrue(readme.contains(NeededPermission.inviteLink("APPLICATION_ID")));
    for (NeededPermission permission : NeededPermission.values()) {
      assertTrue(readme.contains(permission.label()), permission.label());
    }
  }

  @Test
  void theNumberIsTheSumOfDiscordsFlags() {
    assertEquals(
        0x400 + 0x800 + 0x4000 + 0x8000 + 0x10000 + 0x1000000000L + 0x4000000000L,
        NeededPermission.all());
  }
}
