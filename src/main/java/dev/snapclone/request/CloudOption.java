package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.stream.Collectors;

/** The {@code cloud} option: which configured cloud a command is about. */
public final class CloudOption {
  /** The option's name. */
  public static final String NAME = "cloud";

  private final Clouds clouds;

  public CloudOption(Clouds clouds) {
    this.clouds = clouds;
  }

  /**
   * The cloud that the invocation names, the default one when it names none.
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
   * The cloud with that name, for a stored plan.
   *
   * @throws IllegalStateException when it is not configured any more
   */
  public Cloud named(String name) {
    return clouds
        .named(name)
        .orElseThrow(() -> new IllegalStateException("cloud " + name + " is not configured"));
  }
}
