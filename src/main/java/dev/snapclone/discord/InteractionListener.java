package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
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
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives every interaction, as every replica does, and makes it an {@link Invocation}. Commands
 * and presses go to the {@link Intake}. Autocomplete, dialogues and people without access are
 * answered here at once, by every replica.
 */
final class InteractionListener extends ListenerAdapter {
  private static final int CHOICES_MAX = 25;
  private static final int CHOICE_MAX = 100;

  private static final Logger log = LoggerFactory.getLogger(InteractionListener.class);

  private final AccessPolicy access;
  private final CommandRouter router;
  private final Intake intake;
  private final Renderer renderer;
  private final Executor work;
  private final Executor suggesting;

  /**
   * @param work where auditing may block; never JDA's own threads
   * @param suggesting where an autocomplete may wait for a cloud's first list
   */
  InteractionListener(
      AccessPolicy access,
      CommandRouter router,
      Intake intake,
      Renderer renderer,
      Executor work,
      Executor suggesting) {
    this.access = access;
    this.router = router;
    this.intake = intake;
    this.renderer = renderer;
    this.work = work;
    this.suggesting = suggesting;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    Guild guild = event.getGuild();
    Member member = event.getMember();
    if (guild == null || member == null) {
      refuse(event, event.getFullCommandName(), Invocation.Kind.COMMAND, "discord.direct");
    } else if (!access.serves(guild.getId())) {
      refuse(event, event.getFullCommandName(), Invocation.Kind.COMMAND, "discord.foreign");
    } else {
      Invocation invocation = command(event, event, guild, member, event.getId());
      intake.take(
          event.deferReply(true), new PendingInteraction(invocation, event.getToken(), false));
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
    // Decided from the event alone, so that every replica acknowledges alike. A message that others
    // see is replaced only when its press is made to move it on.
    Press.Answer answer = router.answerTo(id.name());
    boolean movesOn = answer == Press.Answer.MOVES_ON;
    boolean inPlace =
        movesOn || (event.getMessage().isEphemeral() && answer == Press.Answer.IN_PLACE);
    intake.take(
        inPlace ? event.deferEdit() : event.deferReply(true),
        new PendingInteraction(
            invocation, event.getToken(), inPlace, movesOn ? footer(event.getMessage()) : null));
  }

  private static @Nullable String footer(Message message) {
    return message.getEmbeds().stream()
        .map(MessageEmbed::getFooter)
        .filter(Objects::nonNull)
        .map(MessageEmbed.Footer::getText)
        .findFirst()
        .orElse(null);
  }

  /** Opened by every replica and stored by none: nothing has been decided yet. */
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
    Message under = event.getMessage();
    boolean inPlace =
        under != null && under.isEphemeral() && router.answerTo(id.name()) == Press.Answer.IN_PLACE;
    intake.take(
        inPlace ? event.deferEdit() : event.deferReply(true),
        new PendingInteraction(invocation, event.getToken(), inPlace));
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
        payload.getFullCommandName(),
        Invocation.Kind.COMMAND,
        Events.actor(member, event),
        Events.place(guild, event.getChannel()),
        event.getUserLocale().getLocale(),
        options);
  }

  private void refuse(IReplyCallback event, String name, Invocation.Kind kind, String key) {
    Locale locale = Wording.locale(event.getUserLocale().getLocale());
    event
        .reply(renderer.sentence(locale, Reply.Tone.REFUSAL, Text.of(key)))
        .setEphemeral(true)
        .queue(
            done -> {
              // Only one of several replicas gets here.
              Text why = Text.of(key);
              work.execute(() -> router.refused(refused(event, name, kind), why));
            },
            failure -> log.debug("interaction {} not refused: {}", event.getId(), key));
  }

  private static Invocation refused(IReplyCallback event, String name, Invocation.Kind kind) {
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
    suggesting.execute(
        () ->
            event
                .replyChoices(suggestions(event))
                .queue(
                    done -> log.trace("autocomplete {} answered", event.getId()),
                    failure ->
                        log.debug(
                            "autocomplete {} not answered: {}",
                            event.getId(),
                            failure.toString())));
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
      log.error("autocomplete of /{} {} failed", event.getFullCommandName(), option, e);
      return List.of();
    }
    return choices(suggestions);
  }

  /** Discord accepts 25 choices with names and values of 1 to 100 characters. */
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
