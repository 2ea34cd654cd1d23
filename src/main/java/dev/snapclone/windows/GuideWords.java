package dev.snapclone.windows;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.windows.picture.Addresses;
import dev.snapclone.windows.picture.Labels;
import dev.snapclone.windows.picture.Scene;
import dev.snapclone.windows.picture.WindowsLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The text of each page of the guide for one clone, with the labels of one Windows. */
final class GuideWords {
  private static final Arg NCPA = Arg.code("ncpa.cpl");
  private static final Arg SCONFIG = Arg.code("sconfig");

  private final CloneMade clone;
  private final Labels labels;
  private final String answered;

  /**
   * @param answered the address at which it was seen to answer; empty for none so far
   */
  GuideWords(CloneMade clone, Labels labels, String answered) {
    this.clone = clone;
    this.labels = labels;
    this.answered = answered;
  }

  Text headline(GuidePlace place) {
    GuidePage page = place.page();
    String key = staysIsolated(page) ? "restart.isolated" : page.key();
    Text title = Text.of("windows.page." + key + ".title", Arg.name(clone.copy().name()));
    int steps = place.steps();
    return page.step() == 0
        ? title
        : Text.of(
            "windows.page.step",
            Arg.number(Math.min(page.step(), steps)),
            Arg.number(steps),
            Arg.text(title));
  }

  /** After the last step nothing reaches an isolated copy. */
  private boolean staysIsolated(GuidePage page) {
    return page == GuidePage.RESTART && clone.isolated();
  }

  /** The content of a page's picture; null for no picture. */
  @Nullable Scene scene(GuidePage page) {
    return staysIsolated(page) ? Scene.ISOLATED : page.scene();
  }

  List<Text> lines(GuidePage page) {
    List<Text> steps = steps(page);
    return answered.isEmpty()
        ? steps
        : Stream.concat(
                Stream.of(Text.of("windows.guide.answered", Arg.code(answered))), steps.stream())
            .toList();
  }

  private List<Text> steps(GuidePage page) {
    return switch (page) {
      case RUN -> run();
      case CENTER ->
          List.of(
              Text.of("windows.page.center.login", original()),
              Text.of("windows.page.center.icon", label(WindowsLabel.OPEN_CENTER)),
              Text.of("windows.page.center.change", label(WindowsLabel.CHANGE_ADAPTER)),
              Text.of("windows.page.center.else"));
      case ADAPTER -> adapter();
      case RESTART -> restart();
      case POWERSHELL -> powershell();
      case SCONFIG -> sconfig();
      case OTHER_CONSOLE -> otherConsole();
      case OTHER_ADAPTER -> otherAdapter();
      case OTHER_RESTART ->
          List.of(
              Text.of("windows.page.other-restart.none"),
              Text.of("windows.page.other-restart.password"),
              Text.of("windows.page.other-restart.renamed"));
      case OTHER_POWERSHELL ->
          List.of(
              Text.of("windows.page.other-powershell.keys"),
              Text.of(
                  "windows.page.other-powershell.gateway", Arg.code("Remove-NetRoute 0.0.0.0/0")),
              Text.of("windows.page.other-powershell.core", Arg.code("powershell")));
    };
  }

  /** Describes a picture for people who cannot see it. */
  Text alt(Scene scene) {
    List<Arg> args =
        switch (scene) {
          case RUN -> args(WindowsLabel.RUN, WindowsLabel.OK);
          case CENTER ->
              args(WindowsLabel.OPEN_CENTER, WindowsLabel.CENTER, WindowsLabel.CHANGE_ADAPTER);
          case ADAPTER ->
              args(
                  WindowsLabel.PROPERTIES,
                  WindowsLabel.IPV4,
                  WindowsLabel.AUTOMATIC_ADDRESS,
                  WindowsLabel.AUTOMATIC_DNS,
                  WindowsLabel.OK);
          case RESTART -> args(WindowsLabel.REMOTE_DESKTOP, WindowsLabel.CONNECT);
          case ISOLATED, SCONFIG -> List.of();
        };
    return new Text("windows.picture." + scene.key(), args);
  }

  /** The addresses that the pictures show. */
  Addresses addresses() {
    String own =
        clone.login().fixedIps().stream()
            .filter(ip -> !ip.contains(":"))
            .findFirst()
            .orElse(String.join("", clone.login().fixedIps().stream().limit(1).toList()));
    return new Addresses(clone.staleAddress(), own, clone.reachableAt());
  }

  private List<Text> run() {
    return afterWhy(
        login(), Text.of("windows.page.run.keys"), Text.of("windows.page.run.type", NCPA));
  }

  /** First why it cannot be reached yet, of one that cannot. */
  private List<Text> afterWhy(Text... steps) {
    List<Text> all = new ArrayList<>(List.of(steps));
    if (answered.isEmpty()) {
      all.add(
          0,
          noOld()
              ? Text.of("windows.guide.why-unknown", original())
              : Text.of("windows.guide.why", original(), old()));
    }
    return all;
  }

  private Text login() {
    return Text.of("windows.page.login", original());
  }

  private List<Text> adapter() {
    List<Arg> pick =
        args(WindowsLabel.AUTOMATIC_ADDRESS, WindowsLabel.AUTOMATIC_DNS, WindowsLabel.OK);
    if (!noOld()) {
      pick.add(old());
    }
    return List.of(
        Text.of("windows.page.adapter.menu", label(WindowsLabel.PROPERTIES)),
        Text.of("windows.page.adapter.protocol", label(WindowsLabel.IPV4)),
        new Text(
            noOld() ? "windows.page.adapter.pick-unknown" : "windows.page.adapter.pick", pick));
  }

  private List<Text> restart() {
    if (clone.isolated()) {
      return List.of(
          Text.of("windows.page.restart.isolated"),
          Text.of("windows.page.restart.isolated-then", Arg.text(back())));
    }
    return List.of(
        Text.of("windows.page.restart.wait", Arg.text(back())),
        clone.reachableAt().isEmpty()
            ? Text.of("windows.page.restart.check-unknown")
            : Text.of("windows.page.restart.check", Arg.code(clone.reachableAt())));
  }

  /** The address after the reboot. */
  private Text back() {
    if (clone.login().fixedIps().isEmpty()) {
      return Text.of("windows.guide.address-unknown");
    }
    return noOld()
        ? Text.of("windows.guide.address", own())
        : Text.of("windows.guide.address-instead", own(), old());
  }

  private List<Text> powershell() {
    return List.of(
        login(),
        clone.copy().withoutDesktop()
            ? Text.of("windows.page.powershell.open-core", Arg.code("15"), Arg.code("powershell"))
            : Text.of("windows.page.powershell.open", label(WindowsLabel.POWERSHELL_ADMIN)),
        Text.of("windows.page.powershell.type"),
        // Short lines that can be typed on a console with a foreign keyboard layout.
        Text.of("windows.page.powershell.line"),
        clone.login().fixedIps().isEmpty()
            ? Text.of("windows.page.powershell.see-unknown")
            : Text.of("windows.page.powershell.see", own()));
  }

  private List<Text> sconfig() {
    return afterWhy(
        login(),
        Text.of("windows.page.sconfig.open", SCONFIG),
        Text.of("windows.page.sconfig.address", Arg.code("8"), Arg.code("1"), Arg.code("D")),
        Text.of("windows.page.sconfig.dns", Arg.code("3")));
  }

  private List<Text> otherConsole() {
    return List.of(
        Text.of("windows.page.other-console.link"),
        Text.of("windows.page.other-console.keys"),
        Text.of("windows.page.other-console.run"),
        Text.of("windows.page.other-console.domain", original()),
        Text.of("windows.page.other-console.core"));
  }

  private List<Text> otherAdapter() {
    return List.of(
        Text.of("windows.page.other-adapter.several"),
        Text.of("windows.page.other-adapter.ghost"),
        Text.of("windows.page.other-adapter.dns", label(WindowsLabel.AUTOMATIC_DNS)),
        Text.of("windows.page.other-adapter.ipv6", label(WindowsLabel.IPV6)));
  }

  private List<Arg> args(WindowsLabel... some) {
    List<Arg> args = new ArrayList<>();
    for (WindowsLabel label : some) {
      args.add(label(label));
    }
    return args;
  }

  private Arg label(WindowsLabel label) {
    return Arg.name(labels.of(label));
  }

  private Arg original() {
    return Arg.name(clone.origin().name());
  }

  private boolean noOld() {
    return clone.origin().fixedIps().isEmpty();
  }

  private Arg old() {
    return Arg.code(String.join(", ", clone.origin().fixedIps()));
  }

  private Arg own() {
    return Arg.code(String.join(", ", clone.login().fixedIps()));
  }
}
