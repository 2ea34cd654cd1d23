package dev.snapclone.request;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.job.Job;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NewJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Jobs in memory as commands hand them over. */
public final class SubmittedJobs extends MemoryJobs implements JobSubmission {
  private final Set<String> asking = new HashSet<>();
  private final List<NewJob> taken = new ArrayList<>();
  private final List<RequestedAction> actions = new ArrayList<>();
  private Runnable before = () -> {};

  /** Jobs of these kinds wait for approval. */
  public SubmittedJobs(String... asking) {
    ask(asking);
  }

  /** Jobs of these kinds wait for approval, too. */
  public void ask(String... kinds) {
    asking.addAll(Set.of(kinds));
  }

  /** Another job is submitted just before the next one. */
  public void beforeNextSubmit(Runnable quicker) {
    before = quicker;
  }

  @Override
  public Job submit(NewJob job, RequestedAction action) {
    Runnable quicker = before;
    before = () -> {};
    quicker.run();
    actions.add(action);
    if (findByInvocation(job.origin().invocation()).isEmpty()) {
      taken.add(job);
    }
    return submit(
        new NewJob(
            job.origin(), job.work(), job.lines(), job.plan(), asking.contains(action.command())));
  }

  /** What was handed over, as the rules see it. */
  public List<RequestedAction> actions() {
    return actions;
  }

  /** The jobs that were new. */
  public List<NewJob> taken() {
    return taken;
  }
}
