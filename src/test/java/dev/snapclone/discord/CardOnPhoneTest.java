package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.page.Chromium;
import dev.snapclone.sandbox.discord.page.MessagePage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The longest card on a phone, in a real Chromium: what decides is seen at once. */
class CardOnPhoneTest {
  @Test
  void titleWarningsAndButtonsOfTheLongestAreVisibleAtOnce() throws Exception {
    Job job = CardJobs.in(CardJobs.windows(), "en-US", JobState.WAITING_FOR_APPROVAL).build();
    CardRenderer cards =
        new CardRenderer(new Renderer(new Wording(Messages.load())), true, Offered::about);
    CardView view = new CardView(job, List.of(), Sample.pending(job.id()), null, null);
    try (Chromium chromium = Chromium.start();
        MessagePage messages = new MessagePage(chromium)) {
      String id = messages.post(cards.card(view).toData().toString());
      Page page = messages.opens(390, 844, ColorScheme.DARK);
      List<String> decides =
          List.of(
              "Copy win-ad-01 as win-sql-01",
              "May pause or reboot win-ad-01",
              "Same SID, host name and domain account",
              "There is already an instance called win-sql-01",
              "Quota nearly full: instances 10 of 12 (83 %)",
              "Approve",
              "Deny",
              "Details");
      assertEquals(List.of(), Chromium.cutOff(page, MessagePage.message(page, id), decides));
      Chromium.shot(page, "card-longest-on-a-phone");
    }
  }
}
