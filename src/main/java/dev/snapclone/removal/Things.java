package dev.snapclone.removal;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Several snapshots and clones in a few words. */
final class Things {
  private static final Set<String> NAMED =
      Set.of(
          ResourceKind.INSTANCE.name(),
          ResourceKind.IMAGE.name(),
          ResourceKind.VOLUME_SNAPSHOT.name());

  private Things() {}

  /** Such as {@code the snapshot web-01}, or {@code 3 snapshots and 2 clones}; nothing for none. */
  static Text of(List<ResourceRef> all) {
    if (all.stream().anyMatch(it -> !NAMED.contains(it.kind()))) {
      return all.size() == 1
          ? Text.of("removal.thing.part", Arg.name(name(all.get(0))))
          : Text.of("removal.things.part", Arg.number(all.size()));
    }
    List<ResourceRef> clones = all.stream().filter(Things::isClone).toList();
    List<ResourceRef> snapshots = all.stream().filter(it -> !isClone(it)).toList();
    List<Text> parts = new ArrayList<>();
    if (!snapshots.isEmpty()) {
      parts.add(part("snapshot", snapshots));
    }
    if (!clones.isEmpty()) {
      parts.add(part("clone", clones));
    }
    return parts.size() == 2
        ? Text.of("removal.things", Arg.text(parts.get(0)), Arg.text(parts.get(1)))
        : parts.isEmpty() ? Text.of("removal.nothing") : parts.get(0);
  }

  /** Whether these words name all of them. */
  static boolean named(List<ResourceRef> all) {
    long clones = all.stream().filter(Things::isClone).count();
    return clones <= 1 && all.size() - clones <= 1;
  }

  private static Text part(String word, List<ResourceRef> all) {
    return all.size() == 1
        ? Text.of("removal.thing." + word, Arg.name(name(all.get(0))))
        : Text.of("removal.things." + word, Arg.number(all.size()));
  }

  /** The names, of many the first ones. */
  static String names(List<ResourceRef> all, int most) {
    return String.join(", ", all.stream().limit(most).map(Things::name).toList());
  }

  private static String name(ResourceRef resource) {
    return resource.name().isBlank() ? resource.id() : resource.name();
  }

  private static boolean isClone(ResourceRef resource) {
    return resource.kind().equals(ResourceKind.INSTANCE.name());
  }
}
