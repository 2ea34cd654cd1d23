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
    "en, command.snapshot, gave /snapshot (command.snapshot)",
    "sv, command.snapshot, gav /snapshot (command.snapshot)",
    "no, press.go-ahead, trykket på Kjør (press.go-ahead)",
    "en, press.delete-clone, pressed Delete clone (press.delete-clone)",
    "sv, press.delete-clone, tryckte på Ta bort klonen (press.delete-clone)",
    "en, approval.approve, said yes (approval.approve)",
    "en, approval.deny, said no (approval.deny)",
    "en, approval.lost, no longer counts a yes (approval.lost)",
    "en, approval.asked-again, asks again (approval.asked-again)",
    "no, job.start, begynner jobben (job.start)",
    "en, job.end, ends the job (job.end)",
    "en, console.open, got a console link (console.open)",
    "en, cloud.create, makes in the cloud (cloud.create)",
    "sv, cloud.delete, tar bort i molnet (cloud.delete)",
    "en, cloud.change, changes in the cloud (cloud.change)",
    "en, press.choose, press.choose",
    "en, something.of-a-later-version, something.of-a-later-version"
  })
  void anActionHasWordsAndItsNameBesideThem(String language, String action, String read) {
    assertEquals(read, Asking.read(language, words.of(action)));
  }
}
