package dev.snapclone.procedure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.snapclone.job.JournalEntry;
import java.util.List;

/**
 * What a copy showed of its life. Stored as JSON, as the result of the step {@link #STEP}.
 *
 * @param why a crash's words, or the status that it went to; from a list of our own, empty for none
 * @param console the last lines of its console log; untrusted, may hold secrets
 */
public record BootSigns(Verified.Verdict verdict, String why, List<String> console) {
  /** The key of the step that waits for them. */
  public static final String STEP = "signs-of-life";

  public BootSigns {
    console = List.copyOf(console);
  }

  /** The last lines of the console that a job saw; empty for most jobs. */
  public static List<String> console(List<JournalEntry> journal) {
    return journal.stream()
        .filter(entry -> entry.key().equals(STEP))
        .map(JournalEntry::result)
        .filter(result -> result != null)
        .findFirst()
        .map(result -> read(result).console())
        .orElse(List.of());
  }

  private static BootSigns read(String json) {
    try {
      return JsonMapper.builder().build().readValue(json, BootSigns.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal's " + STEP + " cannot be read", e);
    }
  }
}
