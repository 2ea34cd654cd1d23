package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.approval.Approval;
import dev.snapclone.job.Job;
import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoices;
import java.util.List;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/**
 * Mentions the approvers: exactly the roles and people that the configuration names for the job,
 * whatever the texts of the job contain.
 */
final class Pings {
  private static final int MOST = 10;

  private final AccessPolicy access;
  private final Chat chat;
  private final boolean wanted;
  private final NotifyChoices choices;

  /**
   * @param wanted false to mention nobody
   * @param choices who is told otherwise; a role is mentioned whatever its people chose
   */
  Pings(AccessPolicy access, Chat chat, boolean wanted, NotifyChoices choices) {
    this.choices = choices;
    this.access = access;
    this.chat = chat;
    this.wanted = wanted;
  }

  /** Mentions approvers when the question is new; an edit removes the mention. */
  MessageCreateData first(MessageCreateData message, CardView view) {
    Approval approval = view.approval();
    return approval == null ? message : approvers(message, view.job(), approval);
  }

  /** The message, preceded by a mention of the approvers. */
  MessageCreateData approvers(MessageCreateData message, Job job, Approval approval) {
    if (!wanted) {
      return message;
    }
    List<String> named = approval.terms().approvers();
    List<String> who =
        named.isEmpty() ? access.holders(Role.APPROVER, job.place(), job.cloud()) : named;
    Chat.Mentionable found = chat.mentionable(job.place().guild(), who);
    return Renderer.calling(
        message,
        found.roles().stream().limit(MOST).toList(),
        found.people().stream()
            .filter(person -> choices.of(person).approvals() == NotifyChoice.Way.CHANNEL)
            .limit(MOST)
            .toList());
  }
}
