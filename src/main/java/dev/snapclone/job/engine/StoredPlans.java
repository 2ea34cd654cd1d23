package dev.snapclone.job.engine;

import dev.snapclone.job.Job;
import dev.snapclone.job.Plans;

/** The plans in stored jobs. */
record StoredPlans(Json json) implements Plans {
  @Override
  public <P> P of(Job job, Class<P> type) {
    return json.read(job.plan().json(), type);
  }
}
