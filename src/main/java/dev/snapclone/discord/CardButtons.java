package dev.snapclone.discord;

import dev.snapclone.access.Reasons;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.command.Button;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be pressed under a card, its question and its outcome, by the job's state. */
final class CardButtons {
  private CardButtons() {}

  /** Under a card. */
  static List<Button> under(CardRenderer.View view) {
    Job job = view.job();
    return switch (job.state()) {
      case WAITING_FOR_APPROVAL -> {
        List<Button> all = new ArrayList<>(answers(view));
        all.add(new Button("cancel-job", job.id(), Button.Style.SECONDARY));
        yield all;
      }
      case QUEUED, RUNNING -> List.of(new Button("cancel-job", job.id(), Button.Style.SECONDARY));
      case DONE, FAILED, NEEDS_ATTENTION -> following(job);
      case CANCELLING, CANCELLED -> List.of();
    };
  }

  /** Under a question. Bound to this asking: on an older one they decide nothing. */
  static List<Button> answers(CardRenderer.View view) {
    Approval approval = view.approval();
    if (!view.asking() || approval == null) {
      return List.of();
    }
    String target = AskedQuestion.of(approval).encode();
    Reasons reasons = approval.terms().reasons();
    return List.of(
        new Button(
            reasons.demandedOf(true) ? "approve-why" : "approve", target, Button.Style.SUCCESS),
        new Button(reasons.demandedOf(false) ? "deny-why" : "deny", target, Button.Style.DANGER));
  }

  /** What a person may want next, by what the outcome says there is. */
  static List<Button> following(Job job) {
    Map<String, String> facts = CardRenderer.facts(job);
    String kind = CardRenderer.kindOf(job);
    if (job.state() == JobState.FAILED) {
      return List.of(new Button("retry", job.id(), Button.Style.PRIMARY));
    }
    if (job.state() == JobState.NEEDS_ATTENTION) {
      return mending(job, facts);
    }
    if (facts.containsKey("deleted-by") || facts.containsKey("clone-deleted-by")) {
      return List.of();
    }
    if (kind.equals("snapshot") && facts.containsKey("snapshot")) {
      return List.of(
          new Button("clone-this", job.id(), Button.Style.PRIMARY),
          new Button("delete-snapshot", job.id(), Button.Style.DANGER));
    }
    if ((kind.equals("clone") || kind.equals("copy")) && facts.containsKey("instance")) {
      List<Button> buttons = new ArrayList<>();
      if ("linux".equals(facts.get("os"))) {
        buttons.add(new Button("linux-checklist", job.id(), Button.Style.SECONDARY));
      }
      buttons.add(new Button("windows-steps", job.id(), Button.Style.SECONDARY));
      if (facts.containsKey("isolation-group") && !facts.containsKey("lifted-by")) {
        buttons.add(new Button("lift-isolation", job.id(), Button.Style.SECONDARY));
      }
      buttons.add(new Button("delete-clone", job.id(), Button.Style.DANGER));
      return buttons;
    }
    return List.of();
  }

  private static List<Button> mending(Job job, Map<String, String> facts) {
    String source = facts.get("source");
    if (source != null) {
      // A clean-up that could not remove everything: the next one is about the same job.
      return List.of(new Button("clean-up", source, Button.Style.PRIMARY));
    }
    Button retry = new Button("retry", job.id(), Button.Style.SECONDARY);
    return job.outcome() != null && job.outcome().cleanedBy().isPresent()
        ? List.of(retry)
        : List.of(new Button("clean-up", job.id(), Button.Style.PRIMARY), retry);
  }
}
