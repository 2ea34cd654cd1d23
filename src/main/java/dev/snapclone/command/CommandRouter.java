package dev.snapclone.command;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every invocation comes in: who may, what handles it, and what a person reads when it goes
 * wrong. Each invocation leaves one line in the audit.
 */
public final class CommandRouter {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRouter.class);

  private static final String LIMITED = "limited";
  private static final int MOST = 25;

  private final AccessPolicy access;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RateLimits limits;

  /** When each person's being too fast was last written down: once a minute is enough. */
  private final Map<String, Instant> saidTooFast = new ConcurrentHashMap<>();

  private final Function<Invocation, String> cloudOf;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Map<String, Press> presses = new HashMap<>();
  private @Nullable Class<? extends RuntimeException> passing;

  /**
   * @param access who may what, where
   * @param audit gets a line per invocation
   * @param clock the time of those lines
   */
  public CommandRouter(AccessPolicy access, AuditLog audit, InstantSource clock) {
    this(access, audit, clock, RateLimits.none(clock), press -> "");
  }

  /**
   * @param access who may what, where
   * @param audit gets a line per invocation
   * @param clock the time of those lines
   * @param limits how much one person may do
   * @param cloudOf the cloud of what a pressed button is about; empty when there is none
   */
  public CommandRouter(
      AccessPolicy access,
      AuditLog audit,
      InstantSource clock,
      RateLimits limits,
      Function<Invocation, String> cloudOf) {
    this.access = access;
    this.audit = audit;
    this.clock = clock;
    this.limits = limits;
    this.cloudOf = cloudOf;
  }

  /**
   * Names the failure that passes, such as the database's: {@link #handle} throws it instead of
   * answering, and whoever called comes again with the same invocation. An answer would be final,
   * while what it is about may have been stored, or not.
   */
  public CommandRouter leaving(Class<? extends RuntimeException> failure) {
    passing = failure;
    return this;
  }

  /** Adds a command. Its name is unique. */
  public CommandRouter add(Command command) {
    if (commands.putIfAbsent(command.name(), command) != null) {
      throw new IllegalArgumentException("two commands are called " + command.name());
    }
    return this;
  }

  /** Adds a press. Its name is unique. */
  public CommandRouter add(Press press) {
    if (presses.putIfAbsent(press.name(), press) != null) {
      throw new IllegalArgumentException("two presses are called " + press.name());
    }
    return this;
  }

  /** All commands, in the order in which they were added. */
  public List<Command> commands() {
    return List.copyOf(commands.values());
  }

  /** Whether a command posts a card where it is given. */
  public boolean makesJob(String command) {
    Command found = commands.get(command);
    return found != null && found.makesJob();
  }

  /**
   * Carries an invocation out.
   *
   * @return the private answer; failures are answers too, but for the one of {@link #leaving}
   */
  public Reply handle(Invocation invocation) {
    Answer answer = attempt(invocation);
    try {
      if (!answer.result().equals(LIMITED) || firstThisMinute(invocation.actor().id())) {
        record(invocation, answer);
      }
    } catch (RuntimeException e) {
      // The effect may exist already; losing the answer as well would leave the person in the dark.
      LOG.error("audit of {} {} could not be written", invocation.name(), invocation.id(), e);
    }
    return answer.reply();
  }

  /**
   * Writes down what was refused before it came here; of people whom no served guild vouches for,
   * once a minute.
   */
  public void refused(Invocation invocation, Text why) {
    try {
      if (!access.serves(invocation.place().guild()) && !firstThisMinute(invocation.actor().id())) {
        return;
      }
      record(invocation, new Answer(Reply.of(Reply.Tone.REFUSAL, why), "refused", null));
    } catch (RuntimeException e) {
      LOG.error("audit of {} {} could not be written", invocation.name(), invocation.id(), e);
    }
  }

  private boolean firstThisMinute(String person) {
    Instant now = clock.instant();
    saidTooFast.values().removeIf(at -> at.plusSeconds(60).isBefore(now));
    return saidTooFast.putIfAbsent(person, now) == null;
  }

  private Answer attempt(Invocation invocation) {
    try {
      limits.requirePerson(invocation.actor().id());
      Reply reply =
          invocation.kind() == Invocation.Kind.COMMAND ? command(invocation) : press(invocation);
      return new Answer(reply, reply.tone() == Reply.Tone.REFUSAL ? "refused" : "ok", null);
    } catch (Refusal refusal) {
      return new Answer(refusal.reply(), "refused", null);
    } catch (RateLimits.TooFast tooFast) {
      return new Answer(tooFast.reply(), LIMITED, null);
    } catch (CloudException e) {
      LOG.info("{} {}: {}", invocation.name(), invocation.id(), e.getMessage());
      Explained explained = CloudErrors.explain(e);
      List<Text> lines = new ArrayList<>(List.of(explained.next()));
      if (e.requestId() != null) {
        lines.add(Text.of("common.request-id", Arg.code(e.requestId())));
      }
      Reply reply = Reply.of(Reply.Tone.ERROR, explained.what(), lines.toArray(Text[]::new));
      return new Answer(reply, "failed", e.requestId());
    } catch (RuntimeException e) {
      if (passing != null && passing.isInstance(e)) {
        throw e;
      }
      LOG.error("{} {} failed", invocation.name(), invocation.id(), e);
      Reply reply =
          Reply.of(
              Reply.Tone.ERROR,
              Text.of("common.bug"),
              Text.of("common.bug.next", Arg.code(invocation.id())));
      return new Answer(reply, "failed", null);
    }
  }

  private Reply command(Invocation invocation) {
    Command command = commands.get(invocation.name());
    if (command == null) {
      throw new Refusal(
          Text.of("common.unknown-command", Arg.name(invocation.name())),
          Text.of("common.unknown-command.next"));
    }
    Invocation placed = withCloud(command, invocation);
    allow(placed, command.role(), cloud(placed));
    if (!access.takesCommandsIn(invocation.place())) {
      throw new Refusal(Text.of("common.wrong-channel"), channels());
    }
    return command.run(placed);
  }

  private Reply press(Invocation invocation) {
    Press press = presses.get(invocation.name());
    if (press == null) {
      throw new Refusal(Text.of("common.unknown-button"), Text.of("common.unknown-button.next"));
    }
    allow(invocation, press.role(), press.role() == Role.NONE ? "" : cloudOf.apply(invocation));
    return press.press(invocation);
  }

  /** The dialogue that a press opens before it is carried out; empty for none. */
  public Optional<Dialogue> dialogue(Invocation invocation) {
    Press press = presses.get(invocation.name());
    return press == null || !access.serves(invocation.place().guild())
        ? Optional.empty()
        : press.dialogue(invocation);
  }

  /** A command about a cloud that names none means the usual one of its place. */
  private Invocation withCloud(Command command, Invocation invocation) {
    boolean about = command.options().stream().anyMatch(o -> o.name().equals(Invocation.CLOUD));
    if (!about) {
      return invocation;
    }
    Optional<String> cloud =
        invocation
            .option(Invocation.CLOUD)
            .map(access::cloudNamed)
            .or(() -> access.usualCloud(invocation.place()));
    return cloud.map(name -> invocation.with(Invocation.CLOUD, name)).orElse(invocation);
  }

  private static String cloud(Invocation invocation) {
    return invocation.option(Invocation.CLOUD).orElse("");
  }

  private void allow(Invocation invocation, Role needed, String cloud) {
    if (!access.serves(invocation.place().guild())) {
      throw new Refusal(Text.of("common.not-served"), Text.of("common.not-served.next"));
    }
    if (!cloud.isEmpty() && !access.mayUse(invocation.place().guild(), cloud)) {
      throw new Refusal(
          Text.of("common.cloud-not-here", Arg.name(cloud)), Text.of("common.cloud-not-here.next"));
    }
    if (!access.roleOf(invocation.actor(), invocation.place(), cloud).covers(needed)) {
      throw new Refusal(
          Text.of("common.not-allowed." + needed.name().toLowerCase(Locale.ROOT)),
          Text.of("common.not-allowed.next"));
    }
  }

  private Text channels() {
    return Text.of("common.wrong-channel.next", Arg.name(String.join(", ", access.channels())));
  }

  /**
   * Suggests values for an option, or nothing to people who may not use the command there. Never
   * waits for a cloud or the database.
   */
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    Command command = commands.get(invocation.name());
    if (command == null || !access.takesCommandsIn(invocation.place())) {
      return List.of();
    }
    if (option.equals(Invocation.CLOUD)) {
      return command.suggest(invocation, option, typed).stream()
          .filter(cloud -> suggests(command, invocation, cloud.value()))
          .limit(MOST)
          .toList();
    }
    Invocation placed = withCloud(command, invocation);
    if (!suggests(command, placed, cloud(placed))) {
      return List.of();
    }
    List<Suggestion> all = command.suggest(placed, option, typed);
    return all.size() > MOST ? all.subList(0, MOST) : all;
  }

  private boolean suggests(Command command, Invocation invocation, String cloud) {
    return access.roleOf(invocation.actor(), invocation.place(), cloud).covers(command.role());
  }

  private void record(Invocation invocation, Answer answer) {
    Map<String, String> details = new HashMap<>(invocation.options());
    details.put("invocation", invocation.id());
    details.put("answer", answer.reply().headline().key());
    if (answer.requestId() != null) {
      details.put("request-id", answer.requestId());
    }
    String kind = invocation.kind() == Invocation.Kind.COMMAND ? "command." : "press.";
    String subject =
        Objects.requireNonNullElse(
            answer.reply().job(), invocation.option(Invocation.TARGET).orElse(""));
    audit.append(
        new AuditEvent(
            clock.instant(),
            invocation.actor().id(),
            invocation.actor().name(),
            invocation.place().guild(),
            kind + invocation.name(),
            subject,
            answer.result(),
            details));
  }

  private record Answer(Reply reply, String result, @Nullable String requestId) {}
}
