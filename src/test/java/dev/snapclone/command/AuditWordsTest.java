package dev.snapclone.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.i18n.Messages;
import dev.snapclone.request.Asking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators read for an action. */
class AuditWordsTest {
  private final Messages messages = Messages.load();
  private final AuditWords words = new AuditWords(messages::has);

  @ParameterizedTest
  @CsvSource({
    "en, command.snapshot, gave /snapshot",
    "sv, command.snapshot, gav /snapshot",
    "no, press.go-ahead, trykket på Kjør",
    "en, press.delete-clone, pressed Delete clone",
    "sv, press.delete-clone, tryckte på Ta bort klonen",
    "en, approval.approve, said yes",
    "en, approval.deny, said no",
    "en, approval.lost, no longer counts a yes",
    "en, approval.asked-again, asks again",
    "no, job.start, begynner jobben",
    "en, job.end, ends the job",
    "en, console.open, got a console link",
    "en, cloud.create, makes in the cloud",
    "sv, cloud.delete, tar bort i molnet",
    "en, cloud.change, changes in the cloud",
    "en, press.choose, press.choose",
    "en, something.of-a-later-version, something.of-a-later-version"
  })
  void anActionHasWords(String language, String action, String read) {
    assertEquals(read, Asking.read(language, words.plainly(action)));
  }
}
