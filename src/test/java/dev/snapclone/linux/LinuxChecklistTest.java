package dev.snapclone.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.clone.CloneBench;
import dev.snapclone.command.Button;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloneChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Linux checklist} on a finished clone. */
class LinuxChecklistTest {
  /** What an embed's description holds. */
  private static final int MOST = 4096;

  private final CloneBench bench = new CloneBench();
  private final LinuxChecklistPress press =
      new LinuxChecklistPress("open-console", new CloneChoice(bench.drafts));

  private Reply presses() {
    return Asking.press(
        press, bench.jobs, Asking.presses(Asking.ANNA, LinuxChecklistPress.NAME, "j1"));
  }

  @Test
  void everyPointIsFilledIn() {
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot("web-01"), "name", "Web 01_b");
    String text = Asking.read(presses());
    String own = CloneBench.fact(clone, "address");
    String old = CloneBench.fact(clone, "original-ip");
    assertTrue(text.startsWith("Linux checklist for Web 01_b"), text);
    assertTrue(text.contains("Log in: ssh ubuntu@" + own + ", with keypair demo-key."), text);
    assertTrue(text.contains("-e " + old + " /etc/hosts"), text);
    assertTrue(text.contains("the original's address " + old), text);
    assertTrue(text.contains("If you see the name of web-01"), text);
    assertTrue(text.contains("sudo hostnamectl set-hostname web-01-b"), text);
    assertTrue(text.contains("ssh-keygen -R " + own), text);
    assertTrue(
        text.matches("(?s).*If its date is before \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC, it is.*"),
        text);
    for (String point :
        List.of("Static", "Fixed MAC", "Missing", "Host name", "Machine id", "SSH", "twice")) {
      assertTrue(text.contains(point), point);
    }
    assertTrue(text.length() < MOST, () -> text.length() + " characters");
    assertEquals(List.of("open-console"), presses().buttons().stream().map(Button::name).toList());
  }

  @Test
  void aWindowsCloneHasItsOwnSteps() {
    bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"));
    String refused = Asking.refused(this::presses);
    assertTrue(refused.contains("was recognised as Windows"), refused);
  }

  @Test
  void aJobThatMadeNothingHasNoList() {
    bench.types("copy", "server-name", "web-01");
    String refused = Asking.refused(this::presses);
    assertTrue(refused.contains("did not make anything"), refused);
  }

  private static Checklist of(
      String name, String user, List<String> addresses, List<String> original) {
    return new Checklist(
        new CloneMade(
            "j1",
            "lab",
            new CloneMade.Copy("i", name, Os.LINUX, false, false),
            new CloneMade.Login(addresses, List.of(), "", user),
            new CloneMade.Origin("", original),
            new CloneMade.Parts(List.of(), List.of(), null, null, ""),
            CloneMade.Since.NOTHING),
        Instant.EPOCH);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Checklist bare = of("", "", List.of(), List.of());
    String text = Asking.read(bare.lines());
    assertTrue(text.contains("Log in as on the original, at the address that the list"), text);
    assertTrue(text.contains("If it prints another address than the copy's"), text);
    assertTrue(text.contains("set-hostname NAME"), text);
    assertFalse(text.contains("ssh-keygen -R"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(reboot)", "`reboot`", "a; reboot", "-e", "../../etc", "ü", "--", ""})
  void namesFromTheCloudAreNoPartOfACommand(String hostile) {
    Checklist list = of(hostile, hostile, List.of(hostile), List.of(hostile, "192.0.2.7"));
    for (Text line : list.lines()) {
      for (Arg arg : line.args()) {
        if (arg.kind() == Arg.Kind.CODE && hostile.length() > 2) {
          assertFalse(arg.value().contains(hostile), arg.value());
        }
      }
    }
    String text = Asking.read(list.lines());
    assertTrue(text.contains("-e 192.0.2.7 /etc/hosts"), text);
    assertTrue(text.matches("(?s).*set-hostname (NAME|[a-z0-9][a-z0-9-]*[a-z0-9]|[a-z0-9]) and.*"));
  }

  /** A paste that the shell cannot even read would help nobody. */
  @Test
  void everyCommandIsOneThatAShellReads() throws IOException, InterruptedException {
    bench.clones("snapshot-id", bench.botSnapshot("web-01"));
    int commands = 0;
    for (Text line : presses().lines()) {
      for (Arg arg : line.args()) {
        if (arg.kind() == Arg.Kind.CODE && arg.value().contains(" ")) {
          assertEquals("", complaints(arg.value()), arg.value());
          commands++;
        }
      }
    }
    assertTrue(commands >= 10, commands + " commands");
  }

  private static String complaints(String command) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-n", "-c", command).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(shell.waitFor(10, TimeUnit.SECONDS));
    return said;
  }
}
