package dev.snapclone.windows;

import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's place in the guide. Stored only in the buttons, so a restart loses nothing.
 *
 * @param jobId the job that made the clone
 * @param language of the labels
 * @param reader the id of the guide's owner
 * @param trail the codes of the pages that led here, the last one last; older messages have none
 */
record GuidePlace(
    String jobId, GuidePage page, WindowsLanguage language, String reader, String trail) {
  /** A target has 80 characters at most; of a longer trail the beginning is forgotten. */
  private static final int LONGEST_TRAIL = 16;

  /** At the beginning of a way. */
  GuidePlace(String jobId, GuidePage page, WindowsLanguage language, String reader) {
    this(jobId, page, language, reader, "");
  }

  String target() {
    return String.join("/", jobId, page.key(), language.code(), reader, trail);
  }

  /** Reads a button's target; empty when it is invalid. */
  static Optional<GuidePlace> parse(String target) {
    String[] parts = target.split("/", -1);
    if (parts.length < 4 || parts.length > 5) {
      return Optional.empty();
    }
    String trail = parts.length == 5 ? parts[4] : "";
    return GuidePage.of(parts[1])
        .flatMap(
            page ->
                WindowsLanguage.of(parts[2])
                    .map(language -> new GuidePlace(parts[0], page, language, parts[3], trail)));
  }

  /** The place of another page, to which one comes from here. */
  GuidePlace at(GuidePage other) {
    String longer = trail + page.code();
    return new GuidePlace(
        jobId,
        other,
        language,
        reader,
        longer.substring(Math.max(0, longer.length() - LONGEST_TRAIL)));
  }

  /** The place from which one came here; null at the beginning. */
  @Nullable GuidePlace back() {
    Optional<GuidePage> from = from();
    GuidePage before = from.orElse(page.before());
    return before == null
        ? null
        : new GuidePlace(
            jobId,
            before,
            language,
            reader,
            from.isPresent() ? trail.substring(0, trail.length() - 1) : "");
  }

  /** How many steps the way has on which one came here. */
  int steps() {
    boolean twoOnly = page.isShort() || from().filter(GuidePage::isShort).isPresent();
    return page == GuidePage.RESTART || page.isShort() ? (twoOnly ? 2 : 3) : 3;
  }

  private Optional<GuidePage> from() {
    return trail.isEmpty() ? Optional.empty() : GuidePage.of(trail.charAt(trail.length() - 1));
  }

  GuidePlace in(WindowsLanguage other) {
    return new GuidePlace(jobId, page, other, reader, trail);
  }
}
