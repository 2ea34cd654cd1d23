package dev.snapclone.request;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.PlanLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** What tests of commands need: people, invocations, drafts, and texts as people read them. */
public final class Asking {
  public static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  public static final Actor ANNA = new Actor("100", "Anna", Set.of("r1"), Set.of("ops"), false);
  public static final Actor BO = new Actor("200", "Bo", Set.of("r1"), Set.of("ops"), false);
  private static final Place PLACE = new Place("g1", "c1", "ops", "c1", "en-GB");
  private static final Messages MESSAGES = Messages.load();

  private Asking() {}

  /** Anna types a command; options as name, value, name, value … */
  public static Invocation types(String command, String... options) {
    return invocation("i-" + command, command, Invocation.Kind.COMMAND, ANNA, options);
  }

  /** Somebody presses a button. */
  public static Invocation presses(Actor who, String press, String target) {
    return invocation("i-press", press, Invocation.Kind.PRESS, who, Invocation.TARGET, target);
  }

  /** Carries a press out, as the router does when it has found the job and the role. */
  public static Reply press(JobPress press, Jobs jobs, Invocation by) {
    String target = by.options().getOrDefault(Invocation.TARGET, "");
    return press.press(by, FinishedJobs.named(jobs, PressTarget.parse(target).id()));
  }

  /** The same said once more: to Discord another interaction. */
  public static Invocation anew(Invocation said) {
    return new Invocation(
        said.id() + "-anew",
        said.name(),
        said.kind(),
        said.actor(),
        said.place(),
        said.locale(),
        said.options());
  }

  private static Invocation invocation(
      String id, String name, Invocation.Kind kind, Actor who, String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new Invocation(id, name, kind, who, PLACE, "en-GB", map);
  }

  /** A text as people read it, without markup. */
  public static String read(Text text) {
    return read("en-GB", text);
  }

  /** The same in a language, by its tag. */
  public static String read(String language, Text text) {
    return MESSAGES.render(Messages.locale(language), text, arg -> read(language, arg));
  }

  private static String read(String language, Arg arg) {
    Text nested = arg.text();
    return switch (arg.kind()) {
      case TEXT, LINK -> read(language, java.util.Objects.requireNonNull(nested));
      case GIGABYTES -> arg.value() + " GB";
      case BYTES -> size(Long.parseLong(arg.value()));
      case TIME, DATE, CLOCK, DAY -> Instant.ofEpochSecond(Long.parseLong(arg.value())).toString();
      default -> arg.value();
    };
  }

  private static String size(long bytes) {
    long megabytes = bytes >> 20;
    return megabytes % 1024 == 0 ? megabytes / 1024 + " GB" : megabytes + " MB";
  }

  /** A plan's texts. */
  public static List<Text> texts(List<PlanLine> lines) {
    return lines.stream().map(PlanLine::text).toList();
  }

  /** A whole plan as people read it, a line each. */
  public static String plan(List<PlanLine> lines) {
    return read(texts(lines));
  }

  /** Several texts, a line each. */
  public static String read(List<Text> texts) {
    return texts.stream().map(Asking::read).collect(Collectors.joining("\n"));
  }

  /** A whole answer. */
  public static String read(Reply reply) {
    return read(reply.headline()) + "\n" + read(reply.lines());
  }

  /** What cannot be done, with what to do next. */
  public static String refused(Executable what) {
    return read(Reply.of(Assertions.assertThrows(ExplainedFailure.class, what)));
  }

  /** Drafts in memory. */
  public static final class MemoryDrafts implements Drafts {
    private final Map<String, Invocation> kept = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    @Override
    public String keep(Invocation invocation) {
      String id = "draft" + (ids.size() + 1);
      ids.add(id);
      kept.put(id, invocation);
      return id;
    }

    @Override
    public Optional<Invocation> find(String id) {
      return Optional.ofNullable(kept.get(id));
    }

    @Override
    public boolean drop(String id) {
      return kept.remove(id) != null;
    }
  }
}
