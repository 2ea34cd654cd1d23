package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.Locale;
import java.util.Set;

/**
 * A resource that a job made or left behind.
 *
 * @param kind the resource's kind in upper case, such as INSTANCE, IMAGE, VOLUME, VOLUME_SNAPSHOT
 * @param name its name; untrusted, may be empty
 */
public record ResourceRef(String kind, String id, String name) {
  private static final Set<String> NAMED_KINDS =
      Set.of(
          "INSTANCE",
          "IMAGE",
          "VOLUME",
          "VOLUME_SNAPSHOT",
          "SECURITY_GROUP",
          "PORT",
          "FLOATING_IP");

  /** Kind, name and id for people. */
  public Text words() {
    return name.isEmpty()
        ? Text.of("jobs.resource.unnamed", kindInWords(), Arg.code(id))
        : Text.of("jobs.resource", kindInWords(), Arg.name(name), Arg.code(id));
  }

  /** Its kind for people. */
  public Arg kindInWords() {
    return NAMED_KINDS.contains(kind)
        ? Arg.text(Text.of("jobs.kind." + kind))
        : Arg.name(kind.toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /** Its name, or its id when it has none. */
  public Arg nameOrId() {
    return name.isEmpty() ? Arg.code(id) : Arg.name(name);
  }
}
