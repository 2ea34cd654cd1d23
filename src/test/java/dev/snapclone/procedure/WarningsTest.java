package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.PlanLines.Risk;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WarningsTest {
  /** What a card shows before it only counts. */
  private static final int SHOWN = 3;

  private static List<String> warnings(PlanLines lines) {
    return PlanLine.of(Section.WARNING, lines.all()).stream()
        .map(new PlainText(Messages.load(), Locale.ENGLISH)::of)
        .toList();
  }

  @Test
  void whatMustBeSeenIsAmongTheWarningsThatACardShows() {
    List<String> all =
        warnings(
            new PlanLines()
                .warn(Risk.OTHER, Text.of("clone.risk.os"))
                .warn(Risk.SLOW, Text.of("procedure.risk.slow", Text.Arg.gigabytes(500)))
                .warn(Risk.NAME, Text.of("clone.risk.name", Text.Arg.name("b")))
                .warn(Risk.TWIN, Text.of("clone.risk.twin-unnamed"))
                .warn(Risk.DATA, Text.of("clone.risk.device"))
                .warn(Risk.DISTURBS, Text.of("procedure.risk.pause", Text.Arg.name("a"))));

    assertEquals(SHOWN + 1, all.size(), all::toString);
    assertEquals("Not copied: a disk that is no snapshot", all.get(0));
    assertEquals("May pause or reboot a, which is running", all.get(1));
    assertEquals(
        "Same SID, host name and domain account as the original · There is already an instance"
            + " called b · Up to 500 GB to upload: can take over an hour",
        all.get(2));
  }

  @Test
  void threeWarningsHaveALineEach() {
    List<String> all =
        warnings(
            new PlanLines()
                .warn(Risk.TWIN, Text.of("clone.risk.twin-unnamed"))
                .warn(Risk.DATA, Text.of("clone.risk.device"))
                .warn(Risk.OTHER, Text.of("clone.risk.os")));

    assertEquals(
        List.of(
            "Not copied: a disk that is no snapshot",
            "Same SID, host name and domain account as the original",
            "Operating system not known: may be Windows"),
        all);
  }

  @Test
  void aGuessGivesWayToAnEstimateAloneOrAmongOthers() {
    Text slow = Text.of("procedure.risk.slow", Text.Arg.gigabytes(500));
    List<Text> all =
        PlanLine.of(
            Section.WARNING,
            new PlanLines()
                .warn(Risk.SLOW, slow)
                .warn(Risk.NAME, Text.of("clone.risk.name", Text.Arg.name("b")))
                .warn(Risk.TWIN, Text.of("clone.risk.twin-unnamed"))
                .warn(Risk.DATA, Text.of("clone.risk.device"))
                .all());
    assertEquals(all, PlanLines.withoutGuesses(all, false));
    List<Text> without = PlanLines.withoutGuesses(all, true);
    assertEquals(Text.of("clone.risk.name", Text.Arg.name("b")), without.get(2));
    assertEquals(List.of(), PlanLines.withoutGuesses(List.of(slow), true));
  }
}
