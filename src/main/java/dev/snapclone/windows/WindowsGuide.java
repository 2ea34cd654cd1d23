package dev.snapclone.windows;

import dev.snapclone.command.Button;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The procedure's steps after a Windows clone, every one, in order, with the real addresses: what
 * people will see, how to log in without a network, how to let Windows ask for its address, and
 * what happens then.
 */
final class WindowsGuide {
  private static final int CLICKS_BEFORE_ADDRESS = 5;

  private WindowsGuide() {}

  /** The guide as messages, in order. */
  static List<Reply> messages(CloneFacts facts) {
    Button console = new Button(OpenConsolePress.NAME, facts.jobId(), Button.Style.PRIMARY);
    Button done = new Button(DonePress.NAME, facts.jobId(), Button.Style.SUCCESS);
    return List.of(
        whatYouSee(facts),
        login().withButtons(List.of(console)),
        clicks(facts),
        afterwards(facts).withButtons(List.of(done)));
  }

  /** The guide as one message, for a private answer. */
  static Reply single(CloneFacts facts) {
    List<Reply> messages = messages(facts);
    List<Text> lines = new ArrayList<>(messages.get(0).lines());
    for (Reply message : messages.subList(1, messages.size())) {
      lines.add(message.headline());
      lines.addAll(message.lines());
    }
    List<Button> buttons = messages.stream().flatMap(m -> m.buttons().stream()).toList();
    return new Reply(Reply.Tone.INFO, messages.get(0).headline(), lines, buttons, null, null);
  }

  private static Reply whatYouSee(CloneFacts facts) {
    Text why =
        facts.originalIps().isEmpty()
            ? Text.of("windows.guide.why-unknown")
            : Text.of("windows.guide.why", Arg.name(facts.originalName()), old(facts));
    return info(
        Text.of("windows.guide.start", Arg.name(facts.name())), why, Text.of("windows.guide.once"));
  }

  private static Reply login() {
    return info(
        Text.of("windows.guide.login"),
        Text.of("windows.guide.login-open"),
        Text.of("windows.guide.login-without-network"),
        Text.of("windows.guide.login-user"),
        Text.of("windows.guide.login-domain"));
  }

  private static Reply clicks(CloneFacts facts) {
    List<Text> lines = new ArrayList<>();
    for (int click = 1; click <= CLICKS_BEFORE_ADDRESS; click++) {
      lines.add(Text.of("windows.guide.click-" + click));
    }
    lines.add(
        facts.originalIps().isEmpty()
            ? Text.of("windows.guide.stale-unknown")
            : Text.of("windows.guide.stale", old(facts)));
    lines.add(Text.of("windows.guide.automatic"));
    lines.add(Text.of("windows.guide.ok"));
    return new Reply(
        Reply.Tone.INFO, Text.of("windows.guide.clicks"), lines, List.of(), null, null);
  }

  private static Reply afterwards(CloneFacts facts) {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("windows.guide.reboot"));
    if (facts.addresses().isEmpty()) {
      lines.add(Text.of("windows.guide.address-unknown"));
    } else {
      Arg own = Arg.code(String.join(", ", facts.addresses()));
      lines.add(
          facts.originalIps().isEmpty()
              ? Text.of("windows.guide.address", own)
              : Text.of("windows.guide.address-instead", own, old(facts)));
      lines.add(Text.of("windows.guide.rdp", Arg.code(facts.reachableAt())));
    }
    lines.add(Text.of("windows.guide.renamed"));
    lines.add(Text.of("windows.guide.ready"));
    return new Reply(
        Reply.Tone.INFO, Text.of("windows.guide.afterwards"), lines, List.of(), null, null);
  }

  private static Arg old(CloneFacts facts) {
    return Arg.code(String.join(", ", facts.originalIps()));
  }

  private static Reply info(Text headline, Text... lines) {
    return Reply.of(Reply.Tone.INFO, headline, lines);
  }

  /** How to log in to a Linux clone, one line. */
  static Text linuxLogin(CloneFacts facts) {
    Arg to = Arg.code("ssh " + facts.loginUser() + "@" + facts.reachableAt());
    if (facts.reachableAt().isEmpty()) {
      return Text.of("windows.linux.as-original");
    }
    if (facts.loginUser().isEmpty()) {
      return Text.of("windows.linux.address", Arg.code(facts.reachableAt()));
    }
    return facts.keypair().isEmpty()
        ? Text.of("windows.linux.user", to)
        : Text.of("windows.linux.keypair", to, Arg.name(facts.keypair()));
  }
}
