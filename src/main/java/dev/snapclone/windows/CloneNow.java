package dev.snapclone.windows;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;

/** The clone as it is now, freshly read. */
final class CloneNow {
  private CloneNow() {}

  /**
   * The clone's cloud.
   *
   * @throws Refusal when it is not configured any more
   */
  static Cloud cloud(Clouds clouds, CloneFacts facts) {
    return clouds
        .named(facts.cloud())
        .orElseThrow(
            () ->
                new Refusal(
                    Text.of("windows.press.cloud-gone", Arg.name(facts.cloud())),
                    Text.of("windows.press.cloud-gone-next")));
  }

  /**
   * The clone.
   *
   * @throws Refusal when it is gone
   */
  static Instance instance(Cloud cloud, CloneFacts facts) {
    return cloud
        .instance(facts.instanceId())
        .orElseThrow(
            () ->
                new Refusal(
                    Text.of("windows.press.gone", Arg.name(facts.name())),
                    Text.of("windows.press.next")));
  }
}
