package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Retry;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a stored interaction: asks the router, replaces the acknowledgement with the answer,
 * and posts the card of a new job. Safe to repeat after a crash: a job is made once per
 * interaction, an answer replaces itself, a card is posted once.
 */
final class InteractionErrand implements ErrandHandler {
  private static final int TRIES = 3;
  private static final Logger log = LoggerFactory.getLogger(InteractionErrand.class);

  private final AccessPolicy access;
  private final Supplier<@Nullable CommandRouter> commands;
  private final Jobs jobs;
  private final InteractionAnswers answers;
  private final CardBoard cards;
  private final PrivateRoom rooms;
  private final PrivateAnswers shown;

  /**
   * @param commands the commands; null before the start
   */
  InteractionErrand(
      AccessPolicy access,
      Supplier<@Nullable CommandRouter> commands,
      Jobs jobs,
      InteractionAnswers answers,
      CardBoard cards,
      PrivateRoom rooms,
      PrivateAnswers shown) {
    this.access = access;
    this.commands = commands;
    this.jobs = jobs;
    this.answers = answers;
    this.cards = cards;
    this.rooms = rooms;
    this.shown = shown;
  }

  private CommandRouter router() {
    return Objects.requireNonNull(commands.get());
  }

  /**
   * @throws ChatException when Discord cannot be reached for the card; the errand is tried again
   * @throws RuntimeException when the storage failed, so that the outcome is unknown; the errand is
   *     tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    if (commands.get() == null) {
      return false; // before the start
    }
    PendingInteraction pending = PendingInteraction.parse(payload);
    try {
      return carryOut(pending, attempt);
    } catch (ChatException e) {
      throw e;
    } catch (RuntimeException e) {
      if (attempt == 0) {
        // Replaces "thinking" for now; the answer later replaces this.
        answers.say(pending, Reply.Tone.INFO, "discord.storage-waits", true);
      }
      throw e;
    }
  }

  private boolean carryOut(PendingInteraction pending, int attempt) {
    if (answers.acknowledgements().missing(pending, attempt)) {
      log.warn("{}: nobody acknowledged it, so it is not carried out", pending);
      router().refused(pending.invocation(), Text.of("discord.not-acknowledged"));
      return true;
    }
    Optional<Invocation> invocation = atJobPlace(pending.invocation());
    if (invocation.isEmpty()) {
      Text why = Text.of("discord.direct");
      router().refused(pending.invocation(), why);
      Reply refusal = Reply.of(Reply.Tone.REFUSAL, why);
      return answer(pending, pending.invocation().place(), refusal) != Answered.NOT_YET;
    }
    shown.pressed(pending);
    Reply reply = reply(invocation.get());
    String job = reply.job();
    Reply linked = job == null ? reply : linked(job, reply);
    Place place = invocation.get().place();
    Answered answered = answer(pending, place, linked);
    if (job != null) {
      showCard(job);
      if (answered == Answered.NEVER) {
        answerInRoom(job, reply);
      } else if (linked.equals(reply)) {
        // A slow channel must not hold back the answer, so the card's link joins it later.
        Reply later = linked(job, reply);
        return (later.equals(reply) ? answered : answer(pending, place, later)) != Answered.NOT_YET;
      }
    }
    return answered != Answered.NOT_YET;
  }

  /** The answer with a link to the card, if it is posted: what becomes of the job stands there. */
  private Reply linked(String jobId, Reply reply) {
    CardRef card = cards.where(jobId);
    return card == null
        ? reply
        : reply.with(Text.of("discord.card", Arg.plain(card.spot().link(card.message()))));
  }

  private Reply reply(Invocation invocation) {
    boolean reports =
        invocation.kind() == Invocation.Kind.COMMAND && router().makesJob(invocation.name());
    // After a crash the job may exist already; only the answer is missing.
    if (reports && jobs.findByInvocation(invocation.id()).isEmpty()) {
      Optional<Reply> deaf = cannotReport(invocation);
      if (deaf.isPresent()) {
        router().refused(invocation, deaf.get().headline());
        return deaf.get();
      }
    }
    return router().handle(invocation);
  }

  /** Refuses a job whose progress the bot could not post. */
  private Optional<Reply> cannotReport(Invocation invocation) {
    Optional<Set<String>> lacking = answers.chat().lacking(Spot.of(invocation.place()));
    if (lacking.isPresent() && lacking.get().isEmpty()) {
      return Optional.empty();
    }
    Locale locale = Wording.locale(invocation.locale());
    Text next =
        lacking
            .map(
                names ->
                    Text.of(
                        "discord.cannot-report.permissions",
                        Arg.plain(Permissions.words(answers.renderer().wording(), locale, names))))
            .orElse(Text.of("discord.cannot-report.channel"));
    return Optional.of(Reply.of(Reply.Tone.REFUSAL, Text.of("discord.cannot-report"), next));
  }

  /**
   * Moves a press in a direct message, such as on the Windows steps, to the place of its job, with
   * the person's current roles there.
   */
  private Optional<Invocation> atJobPlace(Invocation invocation) {
    if (!invocation.place().guild().equals(Spot.DIRECT)) {
      return Optional.of(invocation);
    }
    Optional<Place> jobPlace =
        invocation
            .option(Invocation.TARGET)
            .flatMap(target -> jobs.find(PressTarget.parse(target).id()))
            .map(Job::place);
    List<String> guilds =
        jobPlace.map(place -> List.of(place.guild())).orElse(List.copyOf(access.guilds()));
    for (String guild : guilds) {
      Optional<Actor> member = answers.chat().member(guild, invocation.actor().id());
      if (member.isPresent() && access.serves(guild)) {
        Place here = invocation.place();
        Place place =
            jobPlace.orElse(
                new Place(
                    guild, here.channel(), here.channelName(), here.channel(), here.locale()));
        return Optional.of(
            new Invocation(
                invocation.id(),
                invocation.name(),
                invocation.kind(),
                member.get().withLocale(invocation.locale()),
                place,
                invocation.locale(),
                invocation.options()));
      }
    }
    return Optional.empty();
  }

  /** Whether the person got the answer. */
  private enum Answered {
    YES,
    /** Discord could not take it now, or this process is stopping; the token is still valid. */
    NOT_YET,
    NEVER
  }

  /**
   * @param place where the cards are that the answer speaks of
   */
  private Answered answer(PendingInteraction pending, Place place, Reply reply) {
    if (answers.acknowledgements().expired(pending)) {
      log.info("{}: its token has expired", pending);
      return Answered.NEVER;
    }
    Locale locale = Wording.locale(pending.invocation().locale());
    boolean stays =
        refused(reply) && router().answerTo(pending.invocation().name()) == Press.Answer.MOVES_ON;
    MessageCreateData message =
        answers
            .renderer()
            .besideCards(Wording.locale(place.locale()))
            .reply(locale, reply, stays ? null : pending.footer());
    try {
      Answered sent =
          Retry.atOnce(TRIES, InteractionErrand::passing, () -> send(pending, stays, message));
      if (!stays) {
        shown.shown(pending, place, reply);
      }
      return sent;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.NO_ACCESS && reply.picture() != null) {
        // The bot may not attach files here.
        return answer(pending, place, reply.withPicture(null));
      }
      log.warn("{}: not answered: {}", pending, e.getMessage());
      return passing(e) ? Answered.NOT_YET : Answered.NEVER;
    }
  }

  private static boolean passing(RuntimeException e) {
    return e instanceof ChatException failure && failure.kind() == ChatException.Kind.TRANSIENT;
  }

  /** Refusals of a moving message are sent separately: the original stays. */
  private Answered send(PendingInteraction pending, boolean beside, MessageCreateData message) {
    if (beside) {
      answers.chat().answerBeside(pending.token(), message);
    } else {
      answers.chat().answer(pending.token(), message);
    }
    return Answered.YES;
  }

  private static boolean refused(Reply reply) {
    return reply.tone() == Reply.Tone.REFUSAL || reply.tone() == Reply.Tone.ERROR;
  }

  private void showCard(String jobId) {
    try {
      cards.show(jobId);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      // The requester gets the outcome anyway.
      log.warn("job {}: its card cannot be posted: {}", jobId, e.getMessage());
    }
  }

  private void answerInRoom(String jobId, Reply reply) {
    Job job = jobs.find(jobId).orElse(null);
    if (job == null) {
      return;
    }
    String title =
        answers.renderer().wording().plain(Wording.locale(job.place().locale()), job.title());
    Reply late = Reply.of(Reply.Tone.INFO, Text.of("discord.late"));
    rooms.post(
        jobId, job.place(), job.card(), job.requester(), title, "answer", List.of(late, reply));
  }
}
