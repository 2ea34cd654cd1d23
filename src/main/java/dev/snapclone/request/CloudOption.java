package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.stream.Collectors;

/** The {@code cloud} option: the configured cloud that a command is about. */
public final class CloudOption {
  public static final String NAME = "cloud";

  private final Clouds clouds;

  public CloudOption(Clouds clouds) {
    this.clouds = clouds;
  }

  /**
   * The cloud that the invocation names, or the default.
   *
   * @throws ExplainedFailure when there is no such cloud
   */
  public Cloud of(Invocation invocation) {
    String name = invocation.option(NAME).orElse("");
    if (name.isEmpty()) {
      return clouds.defaultCloud();
    }
    return clouds.all().stream()
        .filter(c -> c.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("common.cloud-unknown", Arg.name(name)),
                    Text.of(
                        "common.cloud-unknown.next",
                        Arg.name(
                            clouds.all().stream()
                                .map(Cloud::name)
                                .collect(Collectors.joining(", "))))));
  }

  /**
   * The cloud of a stored plan.
   *
   * @throws IllegalStateException when it is no longer configured
   */
  public Cloud named(String name) {
    return clouds
        .named(name)
        .orElseThrow(() -> new IllegalStateException("cloud " + name + " is not configured"));
  }
}
