package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs in memory: put there by a test, changed by a test. */
final class MemoryJobs implements Jobs {
  final Map<String, Job> jobs = new ConcurrentHashMap<>();
  final Map<String, List<JournalEntry>> journals = new ConcurrentHashMap<>();
  volatile boolean down;

  /** A job that must be there. */
  Job one(String id) {
    return Objects.requireNonNull(jobs.get(id), id);
  }

  /** The card of a job that must have one. */
  CardRef card(String id) {
    return CardRef.parse(Objects.requireNonNull(one(id).card(), id));
  }

  void put(Job job) {
    Job before = jobs.get(job.id());
    jobs.put(
        job.id(), before == null || job.card() != null ? job : Sample.withCard(job, before.card()));
  }

  @Override
  public Job submit(NewJob job) {
    throw new IllegalStateException("the router of this test submits no jobs");
  }

  @Override
  public Optional<Job> find(String id) {
    if (down) {
      throw new IllegalStateException("storage is down");
    }
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public Optional<Job> findByInvocation(String invocation) {
    return jobs.values().stream().filter(j -> j.invocation().equals(invocation)).findFirst();
  }

  @Override
  public List<Job> recent(String guild, VisibleClouds clouds, boolean onlyOpen, int limit) {
    return List.copyOf(jobs.values());
  }

  @Override
  public List<Job> open() {
    return jobs.values().stream().filter(j -> !j.state().terminal()).toList();
  }

  @Override
  public List<JournalEntry> journal(String id) {
    return journals.getOrDefault(id, List.of());
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return Optional.empty();
  }

  @Override
  public Cancelled cancel(String id, Actor who) {
    return Cancelled.UNKNOWN;
  }

  @Override
  public synchronized String rememberCard(String id, String card) {
    Job job = one(id);
    if (job.card() == null) {
      jobs.put(id, Sample.withCard(job, card));
      return card;
    }
    return job.card();
  }
}
