package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrivateRoomTest {
  private final HandClock clock = new HandClock(Sample.ASKED.plusSeconds(1));
  private final MemoryJobs jobs = new MemoryJobs();
  private final PaperChat chat = new PaperChat(clock);
  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final CardBoard board =
      new CardBoard(
          Views.of(jobs, new MemoryApprovals()),
          chat,
          new CardRenderer(renderer, true, Offered::about),
          null,
          NoPings.in(chat),
          clock,
          clock);
  private final DiscordPrivateRoom rooms = new DiscordPrivateRoom(chat, renderer, board, clock);

  private static final List<Reply> STEPS =
      List.of(
          Reply.of(Reply.Tone.INFO, Sample.say("Open the console.")),
          Reply.of(Reply.Tone.INFO, Sample.say("Obtain an address automatically.")));

  private @Nullable String post(String title) {
    return rooms.post(
        "k1", Sample.OPS, jobs.one("k1").card(), Sample.ALVA, title, "windows-guide", STEPS);
  }

  private void cloned() {
    jobs.put(Sample.clone("k1", JobState.RUNNING));
    board.show("k1");
    clock.pass(Duration.ofSeconds(300));
    jobs.put(Sample.clone("k1", JobState.DONE));
  }

  @Test
  void aPrivateThreadLinkedFromTheCard() {
    cloned();
    String link = post("Windows steps for win-01");
    clock.pass(Duration.ofSeconds(5));
    assertEquals("https://discord.com/channels/1000/thread-1", link);
    assertEquals("Windows steps for win-01 · k1", chat.threads.get("thread-1"));
    assertEquals(List.of("2001"), chat.invited);
    assertEquals(2, chat.in("thread-1").size());
    assertTrue(PaperChat.text(chat.in("3001").get(0).data()).contains("1000/thread-1"));
  }

  @Test
  void postedAgainItPostsNothingTwice() {
    cloned();
    post("Windows steps");
    clock.pass(Duration.ofHours(3));
    // A process died after the first message.
    String second = chat.in("thread-1").get(1).id();
    chat.messages.remove(second);
    post("Windows steps");
    assertEquals(2, chat.in("thread-1").size());
    assertEquals(1, chat.threads.size());
  }

  @Test
  void itsSmallPrintIsInWordsAndFoundInWhateverLanguageItWasPosted() {
    cloned();
    Actor swede = new Actor("2001", "Alva", Set.of(), Set.of(), false, "sv-SE");
    String card = jobs.one("k1").card();
    rooms.post("k1", Sample.OPS, card, swede, "Windowssteg", "windows-guide", STEPS);
    rooms.post(
        "k1", Sample.OPS, card, swede, "Windowssteg", "windows-silent-r9", STEPS.subList(0, 1));
    assertEquals(
        List.of(
            "Windowssteg för jobb k1 (1/2)",
            "Windowssteg för jobb k1 (2/2)",
            "Windowssteg för jobb k1: inget svar (r9)"),
        chat.ownSince(new Spot("1000", "thread-1", "3001"), jobs.one("k1").created()).stream()
            .map(Chat.Own::footer)
            .toList());
    clock.pass(Duration.ofHours(3));
    post("Windows steps");
    assertEquals(3, chat.in("thread-1").size());
  }

  @Test
  void longTitlesAreCutButKeepTheJob() {
    cloned();
    post("W".repeat(300) + "\n@everyone");
    String name = chat.threads.getOrDefault("thread-1", "");
    assertTrue(name.endsWith("… · k1") && name.length() <= 100, name);
  }

  @Test
  void whereThreadsCannotBeMadeADirectMessage() {
    cloned();
    chat.threadsAllowed = false;
    assertEquals("https://discord.com/channels/@me/dm-2001", post("Windows steps"));
    post("Windows steps");
    assertEquals(2, chat.in("dm-2001").size());
  }

  @Test
  void whereNeitherIsPossibleTheCallerAnswersPrivately() {
    cloned();
    chat.threadsAllowed = false;
    chat.directAllowed = false;
    assertNull(post("Windows steps"));
  }

  @Test
  void whatIsNoLongerSoIsRewrittenInOneMessageAndTheRestGoes() {
    staleIn("thread-1");
  }

  @Test
  void inADirectMessageToo() {
    chat.threadsAllowed = false;
    staleIn("dm-2001");
  }

  /** The thread could not be made when the guide came, and could later. */
  @Test
  void inThreadAndDirectMessageWhereBothExist() {
    cloned();
    String card = jobs.one("k1").card();
    for (boolean threads : List.of(false, true)) {
      chat.threadsAllowed = threads;
      rooms.post(
          "k1", Sample.OPS, card, Sample.ALVA, "Steps", "windows-guide", STEPS.subList(0, 1));
    }
    rooms.rewrite(
        "k1",
        Sample.OPS,
        card,
        Sample.ALVA,
        List.of("windows-guide"),
        Reply.of(Reply.Tone.INFO, Sample.say("It is gone.")));
    for (String room : List.of("thread-1", "dm-2001")) {
      String all = chat.in(room).stream().map(m -> PaperChat.text(m.data())).toList().toString();
      assertTrue(all.contains("It is gone") && !all.contains("Open the console"), room + all);
    }
  }

  private void staleIn(String room) {
    cloned();
    Actor swede = new Actor("2001", "Alva", Set.of(), Set.of(), false, "sv-SE");
    String card = jobs.one("k1").card();
    for (String key : List.of("windows-silent-k1/1", "windows-guide", "windows-silent-k1/2")) {
      rooms.post("k1", Sample.OPS, card, swede, "Steg", key, STEPS.subList(0, 1));
    }
    rooms.post("k1", Sample.OPS, card, swede, "Steg", "windows-answers", STEPS.subList(0, 1));
    rooms.rewrite(
        "k1",
        Sample.OPS,
        card,
        Sample.ALVA,
        List.of("windows-guide", "windows-silent-" + PrivateRoom.ANY),
        Reply.of(Reply.Tone.INFO, Sample.say("It is gone.")));
    assertEquals(2, chat.in(room).size());
    String first = PaperChat.text(chat.in(room).get(0).data());
    assertTrue(first.contains("It is gone") && !first.contains("Open the console"), first);
    assertEquals(
        List.of("Windowssteg för jobb k1", "Windowssteg för jobb k1: svaret"),
        chat.ownSince(new Spot("1000", room, "3001"), jobs.one("k1").created()).stream()
            .map(Chat.Own::footer)
            .toList());
  }
}
