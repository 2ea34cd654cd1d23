package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoice.Way;
import dev.snapclone.notification.NotifyChoices;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people chose, in both databases. */
class NotifyChoicesTest {
  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theLastChoiceCounts(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      NotifyChoices choices = database.notifyChoices();
      assertEquals(NotifyChoice.USUAL, choices.of("1"));
      choices.save("1", new NotifyChoice(Way.NONE, Way.DIRECT_MESSAGE));
      choices.save("2", new NotifyChoice(Way.DIRECT_MESSAGE, Way.DIRECT_MESSAGE));
      assertEquals(new NotifyChoice(Way.NONE, Way.DIRECT_MESSAGE), choices.of("1"));
      assertEquals(List.of("1", "2"), choices.directlyAsked());
      choices.save("1", new NotifyChoice(Way.DIRECT_MESSAGE, Way.NONE));
      assertEquals(new NotifyChoice(Way.DIRECT_MESSAGE, Way.NONE), choices.of("1"));
      assertEquals(List.of("2"), choices.directlyAsked());
    }
  }
}
