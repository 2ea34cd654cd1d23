package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;

/** Finds the one instance that a person means, by fresh reads. */
public final class InstanceResolver {
  private final CloudOption clouds;
  private final Drafts drafts;

  /**
   * @param clouds the cloud option
   * @param drafts keeps the invocation while a person chooses between candidates
   */
  public InstanceResolver(CloudOption clouds, Drafts drafts) {
    this.clouds = clouds;
    this.drafts = drafts;
  }

  /**
   * An instance and its cloud.
   *
   * @param cloud the cloud
   * @param instance the instance, freshly read
   */
  public record Found(Cloud cloud, Instance instance) {}

  /**
   * The instance that an option names, by id or name.
   *
   * @param invocation the command
   * @param option the option that holds the name or id, such as {@code server-name}
   * @throws dev.snapclone.command.Refusal when none or several fit; several come with a private
   *     choice whose press {@code choose} has the target {@code DRAFT:OPTION}
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public Found find(Invocation invocation, String option) {
    Cloud cloud = clouds.of(invocation);
    String wanted = invocation.option(option).orElse("");
    return new Found(cloud, cloud.instance(wanted).orElseThrow());
  }
}
