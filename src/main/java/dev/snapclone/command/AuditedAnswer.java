package dev.snapclone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a person was answered, in the details of an audit event: as texts, so that each reader gets
 * their own language.
 */
public final class AuditedAnswer {
  private static final String KEY = "answer";
  private static final String TEXTS = "answer-texts";
  private static final String ONE_OF_SEVERAL = "procedure.one-wrong";

  /** A text has few arguments; a longer one quotes something, which the log has. */
  private static final int LONGEST = 2000;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private AuditedAnswer() {}

  /**
   * Adds an answer to an event's details.
   *
   * @param told whether what it says is kept, and not only its key
   */
  static void put(Map<String, String> details, Reply reply, boolean told) {
    details.put(KEY, reply.headline().key());
    if (!told) {
      return;
    }
    List<Text> several =
        reply.lines().stream()
            .filter(line -> line.key().equals(ONE_OF_SEVERAL))
            .map(line -> Objects.requireNonNull(line.args().get(0).text()))
            .toList();
    String texts = write(several.isEmpty() ? List.of(reply.headline()) : several);
    if (texts.length() <= LONGEST) {
      details.put(TEXTS, texts);
    }
  }

  /**
   * What the person was told; of older versions only the key is known, so arguments are missing.
   * Times are absolute: it is read much later.
   */
  public static List<Text> of(AuditEvent event) {
    String texts = event.details().get(TEXTS);
    String key = event.details().get(KEY);
    if (texts == null) {
      return key == null ? List.of() : List.of(Text.of(key));
    }
    try {
      return List.of(JSON.readValue(texts, Text[].class)).stream()
          .map(AuditedAnswer::absolute)
          .toList();
    } catch (JsonProcessingException e) {
      return key == null ? List.of() : List.of(Text.of(key));
    }
  }

  private static Text absolute(Text text) {
    return new Text(text.key(), text.args().stream().map(AuditedAnswer::absolute).toList());
  }

  private static Arg absolute(Arg arg) {
    return arg.text() != null
        ? new Arg(arg.kind(), arg.value(), absolute(arg.text()))
        : arg.kind() == Arg.Kind.TIME ? new Arg(Arg.Kind.DATE, arg.value(), null) : arg;
  }

  private static String write(List<Text> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }
}
