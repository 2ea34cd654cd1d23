package dev.snapclone.notification;

import java.util.List;

/** What people chose with {@code /notify}; shared by all replicas. */
public interface NotifyChoices {
  /**
   * What a person chose.
   *
   * @return {@link NotifyChoice#USUAL} when they chose nothing
   */
  NotifyChoice of(String person);

  /** Stores what a person chose. */
  void save(String person, NotifyChoice choice);

  /** Ids of the people who want direct messages of approvals that wait for them. */
  List<String> directlyAsked();
}
