package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the removal of orphans. */
record OrphanPlanning(Dependents dependents) {
  /**
   * @param gb its size; 0 when unknown
   */
  Doomed plan(OrphanPlan plan, Job job, int gb) {
    String id = plan.resource().id();
    RequestedAction action = job.work().action();
    return new Doomed(
        DeletionTarget.of(plan),
        null,
        gb,
        List.of(
            Text.of(
                "removal.orphan.remove",
                Arg.text(plan.resource().words()),
                Arg.code(job.id()),
                Arg.person(job.requester().id()))),
        null,
        Set.of(id),
        switch (ResourceKind.valueOf(plan.resource().kind())) {
          case VOLUME ->
              dependents.snapshotsOf(id).stream()
                  .map(VolumeSnapshot::id)
                  .collect(Collectors.toSet());
          case VOLUME_SNAPSHOT ->
              dependents.madeFrom(id).stream().map(Volume::id).collect(Collectors.toSet());
          default -> Set.of();
        },
        action == null
            ? RequestedAction.of(RequestedAction.DELETE, plan.cloud())
            : action.as(RequestedAction.DELETE));
  }
}
