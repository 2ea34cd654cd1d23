package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Errands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.requests.RestAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every interaction, as every replica does: stores it and acknowledges it, for Discord waits
 * 3 seconds (interactions/receiving-and-responding.mdx); the first to store it has it carried out.
 * Losing the race for the acknowledgement (40060, 10062) does not matter.
 */
final class InteractionListener extends ListenerAdapter {
  private static final int CHOICES_MAX = 25;
  private static final int CHOICE_MAX = 100;

  /** Whoever asked reads within 3 seconds that the storage takes its time. */
  private static final Duration SLOW = Duration.ofMillis(1500);

  /** Discord's limit (interactions/receiving-and-responding.mdx). */
  static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(3);

  /** A storage that answers does so sooner; one that does not keeps nobody waiting. */
  private static final Duration STORED_FIRST = Duration.ofMillis(500);

  private static final int TRIES = 3;
  private static final Duration STORED_WITHIN = Duration.ofSeconds(8);
  private static final Logger log = LoggerFactory.getLogger(InteractionListener.class);

  private final AccessPolicy access;
  private final Router router;
  private final Errands errands;
  private final Chat chat;
  private final Renderer renderer;
  private final InstantSource clock;
  private final Executor work;
  private final EditLanes.Later later;

  /**
   * @param work where storing may block; never JDA's own threads
   * @param later for the sentence to whoever waits because storing does block
   */
  InteractionListener(
      AccessPolicy access,
      Router router,
      Errands errands,
      Chat chat,
      Renderer renderer,
      InstantSource clock,
      Executor work,
      EditLanes.Later later) {
    this.access = access;
    this.router = router;
    this.errands = errands;
    this.chat = chat;
    this.renderer = renderer;
    this.clock = clock;
    this.work = work;
    this.later = later;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    Guild guild = event.getGuild();
    Member member = event.getMember();
    if (guild == null || member == null) {
      refuse(event, event.getName(), Invocation.Kind.COMMAND, "discord.direct");
    } else if (!access.serves(guild.getId())) {
      refuse(event, event.getName(), Invocation.Kind.COMMAND, "discord.foreign");
    } else {
      Invocation invocation = command(event, event, guild, member, event.getId());
      take(event.deferReply(true), new PendingInteraction(invocation, event.getToken(), false));
    }
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    press(event, Map.of());
  }

  @Override
  public void onStringSelectInteraction(StringSelectInteractionEvent event) {
    press(
        event,
        event.getValues().isEmpty()
            ? Map.of()
            : Map.of(Invocation.CHOICE, event.getValues().get(0)));
  }

  private void press(GenericComponentInteractionCreateEvent event, Map<String, String> chosen) {
    Guild guild = event.getGuild();
    if (guild != null && !access.serves(guild.getId())) {
      String name = CustomId.parse(event.getComponentId()).name();
      refuse(event, name, Invocation.Kind.PRESS, "discord.foreign");
      return;
    }
    CustomId id = CustomId.parse(event.getComponentId());
    Map<String, String> options = new LinkedHashMap<>(chosen);
    options.put(Invocation.TARGET, id.target());
    Member member = event.getMember();
    boolean direct = guild == null || member == null;
    Invocation invocation =
        new Invocation(
            event.getId(),
            id.name(),
            Invocation.Kind.PRESS,
            direct ? Events.stranger(event) : Events.actor(member, event),
            direct ? directPlace(event) : Events.place(guild, event.getChannel()),
            event.getUserLocale().getLocale(),
            options);
    Optional<Dialogue> dialogue = direct ? Optional.empty() : router.dialogue(invocation);
    if (dialogue.isPresent()) {
      open(event, dialogue.get());
      return;
    }
    // Follows from the event alone, so that every replica acknowledges alike. A message that
    // others see is never replaced by what one person is answered, unless it is made to move on.
    boolean inPlace =
        id.movesOn()
            || (event.getMessage().isEphemeral() && (!chosen.isEmpty() || id.answersInPlace()));
    take(
        inPlace ? event.deferEdit() : event.deferReply(true),
        new PendingInteraction(
            invocation,
            event.getToken(),
            inPlace,
            id.movesOn() ? footer(event.getMessage()) : null));
  }

  private static @Nullable String footer(Message message) {
    return message.getEmbeds().stream()
        .map(MessageEmbed::getFooter)
        .filter(Objects::nonNull)
        .map(MessageEmbed.Footer::getText)
        .findFirst()
        .orElse(null);
  }

  /** Answered by every replica and stored by none: nothing has been decided yet. */
  private void open(GenericComponentInteractionCreateEvent event, Dialogue dialogue) {
    Locale locale = Wording.locale(event.getUserLocale().getLocale());
    event
        .replyModal(renderer.dialogue(locale, event.getComponentId(), dialogue))
        .queue(
            done -> log.debug("interaction {} opened a dialogue", event.getId()),
            failure ->
                log.debug("interaction {} opened none: {}", event.getId(), failure.toString()));
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    Guild guild = event.getGuild();
    Member member = event.getMember();
    CustomId id = CustomId.parse(event.getModalId());
    if (guild == null || member == null || event.getChannel() == null) {
      refuse(event, id.name(), Invocation.Kind.PRESS, "discord.direct");
      return;
    }
    if (!access.serves(guild.getId())) {
      refuse(event, id.name(), Invocation.Kind.PRESS, "discord.foreign");
      return;
    }
    Map<String, String> options = new LinkedHashMap<>();
    event.getValues().forEach(v -> options.put(v.getCustomId(), v.getAsString()));
    options.put(Invocation.TARGET, id.target());
    Invocation invocation =
        new Invocation(
            event.getId(),
            id.name(),
            Invocation.Kind.PRESS,
            Events.actor(member, event),
            Events.place(guild, event.getChannel()),
            event.getUserLocale().getLocale(),
            options);
    take(event.deferReply(true), new PendingInteraction(invocation, event.getToken(), false));
  }

  private static Place directPlace(Interaction event) {
    String channel = event.getChannelId() == null ? "" : event.getChannelId();
    return new Place(Spot.DIRECT, channel, "", channel, event.getUserLocale().getLocale());
  }

  private static Invocation command(
      CommandInteractionPayload payload, Interaction event, Guild guild, Member member, String id) {
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionMapping option : payload.getOptions()) {
      options.put(option.getName(), option.getAsString());
    }
    return new Invocation(
        id,
        payload.getName(),
        Invocation.Kind.COMMAND,
        Events.actor(member, event),
        Events.place(guild, event.getChannel()),
        event.getUserLocale().getLocale(),
        options);
  }

  /**
   * Stores, then acknowledges: so what was acknowledged is not lost with this process. A storage
   * that takes its time is not waited for. Stored, it is due only when nobody can acknowledge it
   * any more, and the one that has acknowledged it brings it forward: what nobody acknowledged, of
   * which its person reads that it failed, is not carried out behind their back.
   */
  private void take(RestAction<?> acknowledgement, PendingInteraction pending) {
    Instant heard = clock.instant();
    Taking taking = new Taking(acknowledgement, pending.heard(heard), heard);
    later.run(taking::acknowledge, STORED_FIRST);
    work.execute(taking::store);
  }

  /** Whether another replica had acknowledged before. */
  private static boolean lost(Throwable failure, PendingInteraction pending) {
    boolean race =
        failure instanceof ErrorResponseException e
            && (e.getErrorCode() == 40060 || e.getErrorCode() == 10062);
    if (race) {
      log.debug("{}: acknowledged by another", pending);
    } else {
      log.warn("{}: not acknowledged: {}", pending, failure.toString());
    }
    return race;
  }

  /** One interaction until it is both stored and acknowledged. */
  private final class Taking {
    private final RestAction<?> acknowledgement;
    private final PendingInteraction pending;
    private final Instant heard;
    private final AtomicBoolean acknowledging = new AtomicBoolean();
    private @Nullable Boolean ours;
    private @Nullable Boolean stored;
    private boolean toldSlow;

    Taking(RestAction<?> acknowledgement, PendingInteraction pending, Instant heard) {
      this.acknowledgement = acknowledgement;
      this.pending = pending;
      this.heard = heard;
    }

    void store() {
      boolean done = stored(pending, heard);
      boolean first;
      synchronized (this) {
        stored = done;
        first = ours == null;
      }
      if (first) {
        acknowledge();
      } else {
        settle();
      }
    }

    void acknowledge() {
      if (acknowledging.compareAndSet(false, true)) {
        acknowledgement.queue(
            done -> acknowledged(true), failure -> acknowledged(!lost(failure, pending)));
      }
    }

    /**
     * @param byUs whether to tell the person when it cannot be stored; another replica that
     *     acknowledged may have stored it, and answered
     */
    private void acknowledged(boolean byUs) {
      synchronized (this) {
        ours = byUs;
        if (stored == null) {
          if (byUs) {
            later.run(this::sayThatItIsSlow, SLOW);
          }
          return;
        }
      }
      work.execute(this::settle);
    }

    private void sayThatItIsSlow() {
      synchronized (this) {
        if (stored != null) {
          return;
        }
      }
      boolean told = say(pending, Reply.Tone.INFO, "discord.storage-slow", false);
      synchronized (this) {
        toldSlow = told;
      }
    }

    private void settle() {
      boolean kept;
      boolean mine;
      boolean over;
      synchronized (this) {
        kept = Boolean.TRUE.equals(stored);
        mine = Boolean.TRUE.equals(ours);
        over = toldSlow;
      }
      if (mine && kept) {
        hasten(pending);
      } else if (mine) {
        say(pending, Reply.Tone.ERROR, "discord.storage-down", over);
      }
    }
  }

  private void hasten(PendingInteraction pending) {
    try {
      errands.hasten(Errands.Kind.INTERACTION, pending.invocation().id());
    } catch (RuntimeException e) {
      // It comes due by itself.
      log.warn("{}: not brought forward: {}", pending, e.getMessage());
    }
  }

  /** Stored twice it is one: a failure may be the answer's alone, so it is tried again. */
  private boolean stored(PendingInteraction pending, Instant heard) {
    for (int attempt = 1; ; attempt++) {
      try {
        errands.offer(
            Errands.Kind.INTERACTION,
            pending.invocation().id(),
            pending.encode(),
            heard.plus(ACKNOWLEDGED_WITHIN));
        return true;
      } catch (RuntimeException e) {
        if (attempt == TRIES || clock.instant().isAfter(heard.plus(STORED_WITHIN))) {
          log.error("{}: cannot be stored", pending, e);
          return false;
        }
        log.warn("{}: not stored, trying again: {}", pending, e.getMessage());
      }
    }
  }

  /**
   * @param anyway whether what stands there is ours; else it may be the answer of another replica,
   *     which has a database, and that is the true one
   * @return whether it was said
   */
  private boolean say(PendingInteraction pending, Reply.Tone tone, String key, boolean anyway) {
    Locale locale = Wording.locale(pending.invocation().locale());
    var sentence = renderer.sentence(locale, tone, Text.of(key));
    try {
      if (pending.inPlace()) {
        chat.answerBeside(pending.token(), sentence);
      } else if (anyway || chat.unanswered(pending.token())) {
        chat.answer(pending.token(), sentence);
      } else {
        return false;
      }
      return true;
    } catch (ChatException e) {
      log.warn("{}: its person was not told: {}", pending, e.getMessage());
      return false;
    }
  }

  private void refuse(IReplyCallback event, String name, Invocation.Kind kind, String key) {
    Locale locale = Wording.locale(event.getUserLocale().getLocale());
    event
        .reply(renderer.sentence(locale, Reply.Tone.REFUSAL, Text.of(key)))
        .setEphemeral(true)
        .queue(
            done -> {
              // Of several replicas one gets here.
              Text why = Text.of(key);
              work.execute(() -> router.refused(turnedAway(event, name, kind), why));
            },
            failure -> log.debug("interaction {} not refused: {}", event.getId(), key));
  }

  private static Invocation turnedAway(IReplyCallback event, String name, Invocation.Kind kind) {
    Guild guild = event.getGuild();
    Place direct = directPlace(event);
    Place place =
        guild == null
            ? direct
            : new Place(
                guild.getId(), direct.channel(), "", direct.parentChannel(), direct.locale());
    return new Invocation(
        event.getId(), name, kind, Events.stranger(event), place, direct.locale(), Map.of());
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
    event
        .replyChoices(suggestions(event))
        .queue(
            done -> log.trace("autocomplete {} answered", event.getId()),
            failure ->
                log.debug("autocomplete {} not answered: {}", event.getId(), failure.toString()));
  }

  private List<Command.Choice> suggestions(CommandAutoCompleteInteractionEvent event) {
    Guild guild = event.getGuild();
    Member member = event.getMember();
    if (guild == null || member == null || !access.serves(guild.getId())) {
      return List.of();
    }
    String option = event.getFocusedOption().getName();
    List<Suggestion> suggestions;
    try {
      suggestions =
          router.suggest(
              command(event, event, guild, member, event.getId()),
              option,
              event.getFocusedOption().getValue());
    } catch (RuntimeException e) {
      log.error("autocomplete of /{} {} failed", event.getName(), option, e);
      return List.of();
    }
    return choices(suggestions);
  }

  /** Discord takes 25 choices with names and values of 100 characters, and none empty. */
  static List<Command.Choice> choices(List<Suggestion> suggestions) {
    List<Command.Choice> choices = new ArrayList<>();
    for (Suggestion suggestion : suggestions) {
      Command.@Nullable Choice choice = choice(suggestion);
      if (choice != null && choices.size() < CHOICES_MAX) {
        choices.add(choice);
      }
    }
    return choices;
  }

  private static Command.@Nullable Choice choice(Suggestion suggestion) {
    if (suggestion.value().isBlank() || suggestion.value().length() > CHOICE_MAX) {
      return null;
    }
    String label = Markdown.cut(Markdown.singleLine(suggestion.label()), CHOICE_MAX);
    return new Command.Choice(label.isEmpty() ? suggestion.value() : label, suggestion.value());
  }
}
