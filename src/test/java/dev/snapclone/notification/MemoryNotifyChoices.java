package dev.snapclone.notification;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What people chose, in memory. */
public final class MemoryNotifyChoices implements NotifyChoices {
  private final Map<String, NotifyChoice> all = new ConcurrentSkipListMap<>();

  @Override
  public NotifyChoice of(String person) {
    return all.getOrDefault(person, NotifyChoice.USUAL);
  }

  @Override
  public void save(String person, NotifyChoice choice) {
    all.put(person, choice);
  }

  @Override
  public List<String> directlyAsked() {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().approvals() == NotifyChoice.Way.DIRECT_MESSAGE)
        .map(Map.Entry::getKey)
        .toList();
  }
}
