package dev.snapclone.windows;

import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Picture;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.windows.picture.Labels;
import dev.snapclone.windows.picture.Pictures;
import dev.snapclone.windows.picture.Scene;
import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps after a Windows clone, with its addresses: three pages, each with a strip of pictures.
 * Other ways, and what to do if it looks different, are a button away.
 */
public final class WindowsGuide {
  /** The press that chooses the language of the labels. */
  static final String LABELS = "guide-labels";

  static final String BACK = "guide-back";
  static final String NEXT = "guide-next";
  static final String OTHER = "guide-other";

  /** Shows the steps of a clone that answers already. */
  static final String STEPS = "guide-steps";

  /** The other ways, by their first pages. */
  private static final Map<GuidePage, String> WAYS =
      Map.of(
          GuidePage.RUN, "guide-short",
          GuidePage.CENTER, "guide-center",
          GuidePage.POWERSHELL, "guide-powershell",
          GuidePage.SCONFIG, "guide-sconfig");

  /** The presses that move the guide. */
  static final List<String> PRESSES =
      Stream.concat(Stream.of(BACK, NEXT, OTHER, STEPS, LABELS), WAYS.values().stream().sorted())
          .toList();

  private final Map<WindowsLanguage, Labels> labels = Labels.load();
  private final Pictures pictures = new Pictures(labels);

  private final Function<CloneMade, Optional<String>> answered;

  /**
   * @param answered the address at which a clone was seen to answer; empty for none so far
   */
  public WindowsGuide(Function<CloneMade, Optional<String>> answered) {
    this.answered = answered;
  }

  /** A page. Of a clone that has answered it says so above its steps. */
  Reply page(CloneMade clone, GuidePlace place) {
    Labels labels = labelsOf(place.language());
    GuideWords words = new GuideWords(clone, labels, answered.apply(clone).orElse(""));
    return new Reply(
        Reply.Tone.INFO,
        words.headline(place),
        words.lines(place.page()),
        buttons(place),
        place.page().showsLabels() ? languages(place) : null,
        null,
        picture(place, words));
  }

  /** What the guide says in a private answer after something became of its clone. */
  Optional<Reply> later(Invocation press, Job job) {
    Optional<Reply> deleted = CloneNow.deleted(job);
    return deleted.isPresent()
        ? deleted
        : CloneMade.standing(job)
            .filter(clone -> answered(clone) || clone.since().liftedBy() != null)
            .map(clone -> start(clone, press.actor().id(), press.locale()));
  }

  boolean answered(CloneMade clone) {
    return answered.apply(clone).isPresent();
  }

  /** The first page; of a clone that has answered only where it does, with a way to the steps. */
  Reply start(CloneMade clone, String reader, String locale) {
    GuidePage leading = clone.copy().withoutDesktop() ? GuidePage.SCONFIG : GuidePage.RUN;
    GuidePlace place = new GuidePlace(clone.job(), leading, WindowsLanguage.guess(locale), reader);
    return answered
        .apply(clone)
        .map(ip -> reached(clone, ip, place))
        .orElseGet(() -> page(clone, place));
  }

  private static Reply reached(CloneMade clone, String ip, GuidePlace place) {
    return new Reply(
        Reply.Tone.SUCCESS,
        Text.of("windows.automatic.answers", Arg.name(clone.copy().name()), Arg.code(ip)),
        List.of(),
        List.of(
            new Button(OpenConsolePress.NAME, clone.job(), Button.Style.SECONDARY),
            new Button(STEPS, place.target(), Button.Style.SECONDARY)),
        null,
        null);
  }

  private Labels labelsOf(WindowsLanguage language) {
    Labels words = labels.get(language);
    if (words == null) {
      throw new IllegalStateException("no labels in " + language);
    }
    return words;
  }

  private static List<Button> buttons(GuidePlace place) {
    List<Button> buttons = new ArrayList<>();
    GuidePage page = place.page();
    GuidePlace back = place.back();
    if (back != null) {
      buttons.add(new Button(BACK, back.target(), Button.Style.SECONDARY));
    }
    add(buttons, place, NEXT, page.next(), Button.Style.PRIMARY);
    buttons.add(new Button(OpenConsolePress.NAME, place.jobId(), Button.Style.SECONDARY));
    buttons.add(new Button(Diagnosis.DONE, place.jobId(), Button.Style.SUCCESS));
    page.ways().forEach(way -> add(buttons, place, WAYS.get(way), way, Button.Style.SECONDARY));
    add(buttons, place, OTHER, page.other(), Button.Style.SECONDARY);
    return buttons;
  }

  private static void add(
      List<Button> buttons,
      GuidePlace place,
      @Nullable String name,
      @Nullable GuidePage page,
      Button.Style style) {
    if (name != null && page != null) {
      buttons.add(new Button(name, place.at(page).target(), style));
    }
  }

  private static Choice languages(GuidePlace place) {
    return new Choice(
        LABELS,
        place.target(),
        Arrays.stream(WindowsLanguage.values())
            .map(l -> new Choice.Candidate(l.code(), "Windows: " + l.ownName(), ""))
            .toList(),
        place.language().code());
  }

  private @Nullable Picture picture(GuidePlace place, GuideWords words) {
    Scene scene = words.scene(place.page());
    if (scene == null) {
      return null;
    }
    return new Picture(
        "windows-" + scene.key() + "-" + place.language().code() + ".png",
        pictures.draw(scene, place.language(), words.addresses()),
        words.alt(scene));
  }

  /** How to log in to a Linux clone, one line. */
  static Text linuxLogin(CloneMade clone) {
    Arg to = Arg.code("ssh " + clone.login().user() + "@" + clone.reachableAt());
    if (clone.reachableAt().isEmpty()) {
      return Text.of("windows.linux.as-original");
    }
    if (clone.login().user().isEmpty()) {
      return Text.of("windows.linux.address", Arg.code(clone.reachableAt()));
    }
    return clone.login().keypair().isEmpty()
        ? Text.of("windows.linux.user", to)
        : Text.of("windows.linux.keypair", to, Arg.name(clone.login().keypair()));
  }
}
