package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.approval.Approval;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.NoLeases;
import dev.snapclone.job.Outcome;
import dev.snapclone.notification.MemoryNotifyChoices;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.GuideErrand;
import dev.snapclone.windows.GuideFollowUp;
import dev.snapclone.windows.GuideRoom;
import dev.snapclone.windows.ReachCheck;
import dev.snapclone.windows.ReachErrand;
import dev.snapclone.windows.Reachability;
import dev.snapclone.windows.WindowsGuide;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chat in memory with all that the bot writes there about jobs of a cloud in memory. */
final class CardWorld {
  private static final int MOST_SECONDS = 120;

  final CloneBench bench = new CloneBench();
  final HandClock clock = new HandClock(JobBuilder.NOW.plusSeconds(1));
  final PaperChat chat = new PaperChat(clock);
  final Answers answers = new Answers();
  private final MemoryApprovals approvals = new MemoryApprovals();
  private final Map<String, Reachability.Result> network = new HashMap<>();
  private final CardBoard board;
  private final OutcomeAnnouncer announcer;
  private final ErrandHandler followUps;
  private final GuideErrand guides;
  private final ReachErrand reach;

  /** First answers in memory. */
  static final class Answers implements FirstAnswers {
    private final Map<String, FirstAnswer> all = new HashMap<>();

    @Override
    public boolean record(String jobId, String address, Instant at) {
      return all.putIfAbsent(jobId, new FirstAnswer(address, at)) == null;
    }

    @Override
    public Optional<FirstAnswer> of(String jobId) {
      return Optional.ofNullable(all.get(jobId));
    }
  }

  /**
   * @param approvalsChannel where approvals are asked, too; null for nowhere
   * @param addresses whether everybody may read them
   */
  CardWorld(@Nullable String approvalsChannel, boolean addresses) {
    Renderer renderer = new Renderer(new Wording(Messages.load()));
    CardViews views =
        new CardViews(
            bench.jobs,
            approvals,
            answers,
            new NoLeases(),
            new MemoryNotifyChoices(),
            job -> job,
            Estimates.NONE);
    board =
        new CardBoard(
            views,
            chat,
            new CardRenderer(renderer, addresses, Offered::about),
            approvalsChannel,
            NoPings.in(chat),
            clock,
            clock);
    DiscordPrivateRoom rooms = new DiscordPrivateRoom(chat, renderer, board, clock);
    OutcomeRenderer outcomes = new OutcomeRenderer(renderer, addresses);
    announcer = new OutcomeAnnouncer(views, board, chat, outcomes, rooms, clock);
    ReachCheck check =
        new ReachCheck(
            bench.clouds,
            (ip, port) -> network.getOrDefault(ip, Reachability.Result.SILENT),
            answers,
            board,
            clock);
    WindowsGuide guide = new WindowsGuide(check::answeredBefore);
    GuideRoom room = new GuideRoom(rooms, Messages.load(), guide);
    guides = new GuideErrand(bench.jobs, room);
    followUps = new GuideFollowUp(announcer.followUps(), bench.jobs, room);
    reach = new ReachErrand(bench.jobs, check, room, clock);
  }

  Job job(String id) {
    return bench.jobs.one(id);
  }

  /** The job of a command or a press has its card; it waits for approval if its kind does. */
  String begins(Reply reply) {
    String id = String.valueOf(reply.job());
    if (job(id).state() == JobState.WAITING_FOR_APPROVAL) {
      approvals.ask(
          Approval.ask(id, "h", 1, true, Asking.ANNA.id(), JobBuilder.NOW.plusSeconds(86400)));
    }
    board.show(id);
    clock.pass(Duration.ofSeconds(10));
    return id;
  }

  void answers(String id, boolean yes, String reason) {
    approvals.update(
        id,
        approval ->
            approval.answer(
                new Approval.Decision(Asking.BO.id(), "Bo", yes, reason, clock.instant())),
        approval -> CardJobs.denied());
    board.jobChanged(id);
  }

  /** A job in that state, its card with it. */
  void is(String id, JobState state, JournalEntry... journal) {
    Job job = job(id);
    bench.jobs.put(
        like(job)
            .progress(state, JobBuilder.NOW, null)
            .cancelledBy(state == JobState.CANCELLING ? Asking.BO : null)
            .build());
    bench.jobs.journal(id, journal);
    board.jobChanged(id);
    clock.pass(Duration.ofSeconds(10));
  }

  /** Approved, it runs to its end and is told of; its id. */
  String done(Reply reply) {
    String id = begins(reply);
    if (job(id).state() == JobState.WAITING_FOR_APPROVAL) {
      answers(id, true, "");
    }
    is(id, JobState.RUNNING, Sample.waiting("instance-ready", "BUILD", 0));
    bench.runs(reply);
    told(id);
    return id;
  }

  /** It ends so. */
  void ends(String id, JobState state, Outcome outcome) {
    bench.jobs.put(
        like(job(id)).progress(state, JobBuilder.NOW, clock.instant()).outcome(outcome).build());
    told(id);
  }

  private void told(String id) {
    clock.pass(Duration.ofMinutes(5));
    assertTrue(announcer.carryOut(id, "", 0), "its outcome is told");
    assertTrue(guides.carryOut(id, "", 0), "its guide is posted");
    clock.pass(Duration.ofMinutes(5));
  }

  /** What a later job or a person changed about it is brought to all its messages. */
  void followed(String id) {
    for (int i = 0; i < MOST_SECONDS; i++) {
      if (followUps.carryOut(id + "/1", "", 0)) {
        return;
      }
      clock.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("job " + id + " is not up to date after " + MOST_SECONDS + " s");
  }

  /** The bot looks whether the clone answers, for the last time, and tells its requester. */
  void looksWhetherItAnswers(String id, String ip, Reachability.Result result) {
    network.put(ip, result);
    reach.carryOut(id + "/1", Long.toString(clock.instant().getEpochSecond()), 0);
    clock.pass(Duration.ofMinutes(1));
  }

  /** All messages of all channels, threads and direct messages, as their readers see them. */
  List<Read> all() {
    return chat.messages.values().stream().map(Read::of).toList();
  }

  /**
   * A message.
   *
   * @param job the job that it is about
   * @param text all that can be read
   * @param whole the same with its buttons
   */
  record Read(String channel, String job, String text, String whole) {
    private static final Pattern JOB = Pattern.compile("j\\d+");

    static Read of(PaperChat.Posted posted) {
      String text =
          Stream.concat(
                  Stream.of(PaperChat.read(posted.data())),
                  posted.data().getEmbeds().stream()
                      .map(embed -> embed.getTitle() + "\n" + embed.getFooter())
                      .map(String::valueOf))
              .collect(Collectors.joining("\n"));
      String footers =
          posted.data().getEmbeds().stream()
              .flatMap(embed -> Stream.ofNullable(embed.getFooter()))
              .map(footer -> String.valueOf(footer.getText()))
              .collect(Collectors.joining());
      String signed = footers.isEmpty() ? text : footers;
      // The small print ends with the job's id.
      String job =
          JOB.matcher(signed).results().map(r -> r.group()).reduce("", (first, last) -> last);
      return new Read(posted.channel(), job, text, PaperChat.text(posted.data()));
    }
  }
}
