package dev.snapclone.windows;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.windows.picture.Labels;
import dev.snapclone.windows.picture.Scene;
import dev.snapclone.windows.picture.WindowsLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text of each page of the guide for one clone, with the labels of one Windows. */
final class GuideWords {
  private static final String GLANCE = "windows.glance";
  private static final String GLANCE_NEXT = "windows.glance.next";

  private final CloneMade clone;
  private final Labels labels;

  GuideWords(CloneMade clone, Labels labels) {
    this.clone = clone;
    this.labels = labels;
  }

  Text headline(GuidePage page) {
    if (page == GuidePage.START) {
      return Text.of("windows.guide.start", Arg.name(clone.copy().name()));
    }
    Text title = Text.of("windows.page." + page.key() + ".title");
    return page.step() == 0
        ? title
        : Text.of(
            "windows.page.step",
            Arg.number(page.step()),
            Arg.number(GuidePage.STEPS),
            Arg.text(title));
  }

  /** The paragraphs of a page; the first page has a reason and a list of steps. */
  List<Text> lines(GuidePage page) {
    List<Text> lines = new ArrayList<>();
    for (Text paragraph : paragraphs(page)) {
      boolean apart =
          page != GuidePage.START || Set.of(GLANCE, GLANCE_NEXT).contains(paragraph.key());
      if (!lines.isEmpty() && apart) {
        lines.add(Text.of("windows.page.gap"));
      }
      lines.add(paragraph);
    }
    return lines;
  }

  private List<Text> paragraphs(GuidePage page) {
    return switch (page) {
      case START -> start();
      case CONSOLE -> console();
      case ICON -> icon();
      case CENTER ->
          page(
              page,
              args(WindowsLabel.CHANGE_ADAPTER),
              args(WindowsLabel.CONNECTIONS),
              List.of(Arg.code("ncpa.cpl")));
      case CONNECTIONS ->
          page(
              page,
              args(WindowsLabel.PROPERTIES),
              args(WindowsLabel.ADAPTER_PROPERTIES),
              List.of());
      case PROPERTIES -> properties();
      case ADDRESS -> address();
      case RESTART -> restart();
      case CHECK -> check();
      case SHORT ->
          page(
              page,
              List.of(Arg.code("ncpa.cpl"), label(WindowsLabel.OK)),
              args(WindowsLabel.CONNECTIONS),
              List.of(Arg.code("ncpa.cpl")));
      case POWERSHELL -> powershell();
      case OTHER -> other();
    };
  }

  /** Describes a picture for people who cannot see it. */
  Text alt(Scene scene) {
    List<Arg> args =
        switch (scene) {
          case RUN -> args(WindowsLabel.RUN, WindowsLabel.OK);
          case ICON -> args(WindowsLabel.TROUBLESHOOT, WindowsLabel.OPEN_CENTER);
          case CENTER -> args(WindowsLabel.CENTER, WindowsLabel.CHANGE_ADAPTER);
          case CONNECTIONS -> args(WindowsLabel.CONNECTIONS, WindowsLabel.PROPERTIES);
          case PROPERTIES -> args(WindowsLabel.ADAPTER_PROPERTIES, WindowsLabel.IPV4);
          case ADDRESS ->
              args(
                  WindowsLabel.IPV4_PROPERTIES,
                  WindowsLabel.FIXED_ADDRESS,
                  WindowsLabel.AUTOMATIC_ADDRESS,
                  WindowsLabel.AUTOMATIC_DNS,
                  WindowsLabel.OK);
        };
    if (scene == Scene.ADDRESS && !clone.staleAddress().isEmpty()) {
      List<Arg> all = new ArrayList<>(args);
      all.add(Arg.plain(clone.staleAddress()));
      return new Text("windows.picture.address-known", all);
    }
    return new Text("windows.picture." + scene.key(), args);
  }

  private List<Text> start() {
    List<Text> lines = new ArrayList<>();
    lines.add(
        clone.origin().fixedIps().isEmpty()
            ? Text.of("windows.guide.why-unknown")
            : Text.of("windows.guide.why", Arg.name(clone.origin().name()), old()));
    lines.add(Text.of(GLANCE));
    lines.add(Text.of("windows.glance.console", Arg.name(clone.origin().name())));
    lines.add(Text.of("windows.glance.icon", label(WindowsLabel.OPEN_CENTER)));
    lines.add(Text.of("windows.glance.center", label(WindowsLabel.CHANGE_ADAPTER)));
    lines.add(Text.of("windows.glance.connections", label(WindowsLabel.PROPERTIES)));
    lines.add(Text.of("windows.glance.properties", label(WindowsLabel.IPV4)));
    lines.add(
        clone.origin().fixedIps().isEmpty()
            ? new Text("windows.glance.address-unknown", automatic())
            : Text.of(
                "windows.glance.address",
                old(),
                label(WindowsLabel.AUTOMATIC_ADDRESS),
                label(WindowsLabel.AUTOMATIC_DNS),
                label(WindowsLabel.OK)));
    lines.add(Text.of("windows.glance.restart"));
    lines.add(back());
    lines.add(Text.of(GLANCE_NEXT));
    return lines;
  }

  private List<Text> console() {
    Arg original = Arg.name(clone.origin().name());
    return List.of(
        Text.of("windows.page.console.do"),
        Text.of("windows.page.console.login", original),
        Text.of("windows.page.console.domain", original),
        Text.of("windows.page.console.see"),
        Text.of("windows.page.console.else"),
        Text.of("windows.page.console.keys"));
  }

  private List<Text> icon() {
    return List.of(
        Text.of("windows.page.icon.do", label(WindowsLabel.OPEN_CENTER)),
        Text.of("windows.page.icon.see", label(WindowsLabel.CENTER)),
        Text.of("windows.page.icon.else", label(WindowsLabel.OPEN_SETTINGS)),
        Text.of("windows.page.icon.beside"));
  }

  private List<Text> properties() {
    return List.of(
        Text.of("windows.page.properties.do", label(WindowsLabel.IPV4)),
        clone.origin().fixedIps().isEmpty()
            ? Text.of("windows.page.properties.see-unknown")
            : Text.of("windows.page.properties.see", old()),
        Text.of("windows.page.properties.else", label(WindowsLabel.PROPERTIES)));
  }

  private List<Text> address() {
    return List.of(
        new Text("windows.page.address.do", automatic()),
        Text.of("windows.page.address.see"),
        clone.origin().fixedIps().isEmpty()
            ? Text.of("windows.page.address.else-unknown")
            : Text.of("windows.page.address.else", old()));
  }

  private List<Text> restart() {
    return List.of(
        Text.of("windows.page.restart.do"),
        Text.of("windows.page.restart.renamed"),
        back(),
        Text.of("windows.page.restart.else"),
        Text.of("windows.page.restart.password"));
  }

  private List<Text> check() {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("windows.page.check.do"));
    lines.add(
        clone.reachableAt().isEmpty()
            ? Text.of("windows.page.check.see-unknown")
            : Text.of("windows.page.check.see", Arg.code(clone.reachableAt())));
    lines.add(Text.of("windows.page.check.else"));
    lines.add(Text.of("windows.page.check.look"));
    return lines;
  }

  private List<Text> powershell() {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("windows.page.powershell.do", label(WindowsLabel.POWERSHELL_ADMIN)));
    // Short lines that can be typed on a console with a foreign keyboard layout.
    lines.add(Text.of("windows.page.powershell.line"));
    lines.add(
        clone.login().fixedIps().isEmpty()
            ? Text.of("windows.page.powershell.see-unknown")
            : Text.of("windows.page.powershell.see", own()));
    lines.add(Text.of("windows.page.powershell.else"));
    lines.add(Text.of("windows.page.powershell.gateway", Arg.code("Remove-NetRoute 0.0.0.0/0")));
    return lines;
  }

  private List<Text> other() {
    return List.of(
        Text.of("windows.page.other.settings", Arg.code("ncpa.cpl")),
        Text.of("windows.page.other.dns", label(WindowsLabel.AUTOMATIC_DNS)),
        Text.of("windows.page.other.ipv6", label(WindowsLabel.IPV6)),
        Text.of("windows.page.other.several"),
        Text.of("windows.page.other.ghost"),
        Text.of("windows.page.other.core", Arg.code("sconfig")));
  }

  /** What to do, what should happen, and what to do otherwise. */
  private static List<Text> page(
      GuidePage page, List<Arg> toDo, List<Arg> seen, List<Arg> otherwise) {
    String key = "windows.page." + page.key();
    return List.of(
        new Text(key + ".do", toDo),
        new Text(key + ".see", seen),
        new Text(key + ".else", otherwise));
  }

  /** The address after the reboot. */
  private Text back() {
    if (clone.login().fixedIps().isEmpty()) {
      return Text.of("windows.guide.address-unknown");
    }
    return clone.origin().fixedIps().isEmpty()
        ? Text.of("windows.guide.address", own())
        : Text.of("windows.guide.address-instead", own(), old());
  }

  private List<Arg> automatic() {
    return args(WindowsLabel.AUTOMATIC_ADDRESS, WindowsLabel.AUTOMATIC_DNS, WindowsLabel.OK);
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

  private Arg old() {
    return Arg.code(String.join(", ", clone.origin().fixedIps()));
  }

  private Arg own() {
    return Arg.code(String.join(", ", clone.login().fixedIps()));
  }
}
