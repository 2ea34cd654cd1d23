package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.approval.Approvers;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.command.Button;
import dev.snapclone.command.CardReplies;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.GuildNames;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot on Discord. Created first, since jobs and commands need its parts ({@link #cards}, {@link
 * #interactions}, {@link #outcomeAnnouncer}, {@link #rooms}); started last, with the command
 * router.
 */
public final class DiscordBot implements AutoCloseable {
  private static final Duration DELETED_CARD_BACK_WITHIN = Duration.ofMinutes(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(DiscordBot.class);

  private final DiscordSettings settings;
  private final AccessPolicy access;
  private final Errands errands;
  private final InstantSource clock;
  private final Connection connection = new Connection();
  private final JdaChat chat = new JdaChat(connection);
  private final Wording wording;
  private final Renderer renderer;
  private final CardBoard board;
  private final ApproverMessages approverMessages;
  private final ApprovalReminder reminder;
  private final AdminNotice notice;
  private final DiscordPrivateRoom room;
  private final OutcomeAnnouncer outcomes;
  private final CardViews views;

  /** Stores acknowledged interactions. Separate from the cards, which may wait long for Discord. */
  private final ScheduledExecutorService work = BackgroundThreads.clock("discord-work", 8);

  /** An autocomplete may wait up to two seconds for a cloud's first list. */
  private final ScheduledExecutorService suggesting =
      BackgroundThreads.clock("discord-suggest", 16);

  /** Tells people that storing takes long; at that time the other pools may all be busy. */
  private final ScheduledExecutorService late = BackgroundThreads.clock("discord-late", 2);

  private final ScheduledExecutorService editors = BackgroundThreads.clock("discord-cards", 4);
  private final ScheduledExecutorService events = BackgroundThreads.clock("discord-events", 4);
  private final AtomicReference<@Nullable CommandRouter> commands = new AtomicReference<>();
  private final InteractionAnswers answers;
  private final PrivateAnswers shown;
  private final InteractionErrand interactions;

  /**
   * @param views reads the jobs, and what else cards show
   * @param errands where interactions are stored
   * @param ping whether approvers are mentioned
   */
  public DiscordBot(
      DiscordSettings settings,
      AccessPolicy access,
      Messages messages,
      CardViews views,
      Errands errands,
      InstantSource clock,
      boolean ping) {
    this.settings = settings;
    this.access = access;
    this.errands = errands;
    this.clock = clock;
    this.wording = new Wording(messages);
    this.views = views;
    Jobs jobs = views.jobs();
    this.renderer = new Renderer(wording);
    Pings pings = new Pings(access, chat, ping, views.choices());
    this.board =
        new CardBoard(
            views,
            chat,
            new CardRenderer(renderer, settings.showAddresses(), this::buttons, names()),
            settings.approvalsChannel(),
            pings,
            clock,
            Pools.on(editors));
    this.approverMessages = new ApproverMessages(views, board, chat, renderer, access);
    this.reminder = new ApprovalReminder(views, board, chat, renderer, pings, approverMessages);
    this.notice = new AdminNotice(chat, renderer, settings, jobs, clock, Pools.on(editors));
    this.room = new DiscordPrivateRoom(chat, renderer, board, clock);
    this.answers = new InteractionAnswers(chat, renderer, new Acknowledgements(chat, clock));
    this.shown = new PrivateAnswers(commands::get, jobs, answers, Pools.on(editors));
    this.interactions =
        new InteractionErrand(access, commands::get, jobs, answers, board, room, shown);
    OutcomeRenderer told = new OutcomeRenderer(renderer, settings.showAddresses());
    this.outcomes = new OutcomeAnnouncer(views, board, chat, told, room, clock);
  }

  /**
   * Updates the cards, and the private answers about jobs; must be called for every job change in
   * this process.
   */
  public JobListener cards() {
    return id -> {
      board.jobChanged(id);
      shown.jobChanged(id);
    };
  }

  /** Carries out {@link Errands.Kind#INTERACTION}. Before {@link #start} it asks to be retried. */
  public ErrandHandler interactions() {
    return interactions;
  }

  /** Carries out {@link Errands.Kind#OUTCOME}. */
  public ErrandHandler outcomeAnnouncer() {
    return outcomes;
  }

  /** Carries out {@link Errands.Kind#FOLLOW_UP}. */
  public ErrandHandler followUps() {
    ErrandHandler followUps = outcomes.followUps();
    return (id, payload, attempt) -> {
      if (attempt == 0) {
        shown.jobChanged(id.split("/", 2)[0]);
      }
      return followUps.carryOut(id, payload, attempt);
    };
  }

  /** Empty before {@link #start}. */
  private List<Button> buttons(Job job, Role role) {
    CommandRouter router = commands.get();
    return router == null ? List.of() : router.buttons(job, p -> role.covers(p.role()));
  }

  /** Carries out {@link Errands.Kind#REMINDER}. */
  public ErrandHandler reminders() {
    return reminder;
  }

  /** Carries out {@link Errands.Kind#APPROVAL}. */
  public ErrandHandler approverMessages() {
    return approverMessages;
  }

  /** The address of a job's card; null when it has none. */
  public @Nullable String cardLink(Job job) {
    CardRef card = board.where(job.id());
    return card == null ? null : card.spot().link(card.message());
  }

  /** The daily list of what waits for approval. */
  public WaitingList waitingList(WaitingList.When when) {
    return new WaitingList(views, board, chat, renderer, errands, when);
  }

  /** Replies to cards. */
  public CardReplies replies() {
    return new RepliesToCards(chat, renderer, board);
  }

  /** What roles, channels and people are called. */
  public GuildNames names() {
    return new CachedNames(connection);
  }

  /** Whether anybody else may approve. */
  public Approvers approvers() {
    return new DiscordApprovers(connection, access, chat);
  }

  /**
   * Posts events to the audit channel, or nowhere when none is configured.
   *
   * @param sentences an event as one line; empty for one that is not worth a line
   * @param head the newest row of the audit, shown under each post: a post in Discord cannot be
   *     rewritten from the database
   */
  public AuditLog auditPosts(
      Function<AuditEvent, Optional<Text>> sentences, Supplier<String> head) {
    String channel = settings.auditChannel();
    return channel == null
        ? event -> {}
        : new AuditPosts(
            chat,
            wording,
            renderer,
            channel,
            settings.guilds(),
            Pools.on(editors),
            sentences,
            head);
  }

  /**
   * Notifies the administrators once.
   *
   * @param about identifies this notice; shown in the footer
   * @param what one sentence
   * @param more what it means and what to do
   */
  public void notifyAdmins(String about, Text what, List<Text> more) {
    notice.post(about, what, more);
  }

  /** Says what nobody asked for there and then. */
  public PlaceVoice voice() {
    return new PlaceLines(chat, renderer, views.choices());
  }

  public PrivateRoom rooms() {
    return room;
  }

  /**
   * Connects, registers the commands in each named guild and updates the cards of open jobs.
   * Returns when people can type commands. A named guild without the bot is logged, and served as
   * soon as the bot is added.
   *
   * @throws DiscordException in one sentence, when the token is refused or Discord cannot be
   *     reached
   */
  public void start(CommandRouter router) {
    commands.set(router);
    CommandRegistration registration = new CommandRegistration(router.commands(), wording);
    Intake intake = new Intake(errands, answers, clock, work, Pools.on(late));
    LateGuilds lateGuilds = new LateGuilds(access, registration, work);
    connect(
        List.of(
            new InteractionListener(access, router, intake, renderer, work, suggesting),
            lateGuilds,
            new RegainedRights(board::rightsChanged)));
    lateGuilds.loggedIn();
    for (String id : settings.guilds()) {
      Guild guild = connection.jda().getGuildById(id);
      if (guild != null) {
        register(registration, guild);
      }
    }
    absentGuilds()
        .forEach(
            id ->
                log.warn(
                    "The bot is not in the Discord guild {} that discord.guilds names. Add it with"
                        + " {}",
                    id,
                    connection.jda().setRequiredScopes("applications.commands").getInviteUrl()));
    permissionGaps()
        .forEach(
            gap ->
                log.warn(
                    gap.channel().isEmpty()
                        ? "guild {} has no channel that the bot sees{} with the name or id {}"
                        : "guild {}, channel {}: the bot lacks {}",
                    gap.guild(),
                    gap.channel(),
                    String.join(", ", gap.missing())));
    NamedChannels.warn(connection.jda(), settings);
    board.refreshOpen();
    long seconds = DELETED_CARD_BACK_WITHIN.toSeconds();
    Future<?> unused =
        editors.scheduleWithFixedDelay(
            Pools.logged(board::putBackDeleted), seconds, seconds, TimeUnit.SECONDS);
  }

  /**
   * Connects without registering or answering anything.
   *
   * @throws DiscordException as {@link #start}
   */
  public void connect() {
    connect(List.of());
  }

  private void connect(List<Object> listeners) {
    try {
      var login = new JdaLogin(settings, chat.paces()).login(events, listeners, connection::ended);
      connection.set(login.jda());
      login.awaitReady();
    } catch (DiscordException e) {
      close();
      throw e;
    }
  }

  private void register(CommandRegistration registration, Guild guild) {
    try {
      registration.register(guild);
    } catch (RuntimeException e) {
      throw new DiscordException(
          "The commands cannot be registered in the Discord guild "
              + guild.getId()
              + ": "
              + e.getMessage());
    }
  }

  /** Whether the gateway is connected, so that interactions arrive. */
  public boolean connected() {
    return connection.up();
  }

  /** Why interactions do not arrive, in one sentence; null when they do. */
  public @Nullable String trouble() {
    return connection.trouble();
  }

  /** Posts again what people deleted of open jobs; also runs every few minutes. */
  public void putBackDeleted() {
    board.putBackDeleted();
  }

  /** Ids of the named guilds that the bot has not joined. */
  public List<String> absentGuilds() {
    JDA jda = connection.jda();
    return settings.guilds().stream().filter(id -> jda.getGuildById(id) == null).toList();
  }

  /**
   * Permissions that the bot lacks in the configured channels, or in all that it sees when none is
   * configured.
   */
  public List<PermissionGap> permissionGaps() {
    List<String> named = new ArrayList<>(access.channels());
    named.addAll(settings.postedIn());
    List<PermissionGap> gaps = new ArrayList<>();
    for (String id : settings.guilds()) {
      Guild guild = connection.jda().getGuildById(id);
      if (guild != null) {
        gaps.addAll(
            new PermissionCheck(wording)
                .of(
                    guild,
                    named,
                    access.channels().isEmpty(),
                    channel -> chat.named(id, channel).isPresent()));
      }
    }
    return gaps;
  }

  /**
   * Stops waiting for Discord, for a process that must end soon. Unfinished messages and edits are
   * retried after the next start.
   */
  public void giveUp() {
    chat.giveUp();
  }

  /** Disconnects within a few seconds; pending edits are made after a restart. */
  public void stop() {
    connection.closing();
    editors.shutdown();
    late.shutdown();
    try {
      if (connection.present()) {
        JDA jda = connection.jda();
        jda.shutdown();
        if (!jda.awaitShutdown(STOP_WITHIN)) {
          jda.shutdownNow();
        }
      }
      // Receive pending acknowledgements first, since their interactions must still be stored.
      chat.awaitAnswers(ANSWERS_WITHIN);
      events.shutdown();
      if (!events.awaitTermination(HEARD_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("stopping while events are being handled");
      }
      work.shutdown();
      if (!work.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("stopping while an interaction is being stored: its person has to ask again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Answers come through the pool that is closed next, so nobody may keep waiting for one.
      chat.giveUp();
      work.shutdownNow();
      suggesting.shutdownNow();
      editors.shutdownNow();
      late.shutdownNow();
      events.shutdownNow();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
