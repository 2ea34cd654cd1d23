package dev.snapclone.windows;

import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.Optional;

/**
 * A person's place in the guide. Stored only in the buttons, so a restart loses nothing.
 *
 * @param jobId the job that made the clone
 * @param language of the labels
 * @param reader the id of the guide's owner
 */
record GuidePlace(String jobId, GuidePage page, WindowsLanguage language, String reader) {
  String target() {
    return String.join("/", jobId, page.key(), language.code(), reader);
  }

  /** Reads a button's target; empty when it is invalid. */
  static Optional<GuidePlace> parse(String target) {
    String[] parts = target.split("/", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    return GuidePage.of(parts[1])
        .flatMap(
            page ->
                WindowsLanguage.of(parts[2])
                    .map(language -> new GuidePlace(parts[0], page, language, parts[3])));
  }

  GuidePlace at(GuidePage other) {
    return new GuidePlace(jobId, other, language, reader);
  }

  GuidePlace in(WindowsLanguage other) {
    return new GuidePlace(jobId, page, other, reader);
  }
}
