package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the operating system: from a person's option, then a job's mark, then Glance's {@code
 * os_type}, {@code os_distro}, {@code os_version} (Glance "Useful image properties") and the
 * image's name.
 */
public final class OperatingSystems {
  private static final Pattern WINDOWS =
      Pattern.compile("(^|[^a-z])(windows|win(?=[^a-z]|$)|win(xp|nt|srv|server))");
  private static final Pattern LINUX =
      Pattern.compile(
          "linux|ubuntu|debian|centos|fedora|rhel|red ?hat|suse|sles|rocky|alpine|cirros|"
              + "coreos|flatcar|gentoo|mint|talos|kali|(^|[^a-z])arch([^a-z]|$)|(^|[^a-z])alma");

  private static final Pattern NO_DESKTOP =
      Pattern.compile("servercore|(^|[^a-z])(core|nano)([^a-z]|$)");

  private OperatingSystems() {}

  /**
   * The result.
   *
   * @param os {@link Os#UNKNOWN} when nothing tells
   * @param reason for people
   */
  public record Recognised(Os os, Text reason) {}

  /**
   * The system of an instance, from its image or its root volume.
   *
   * @param override a person's option, null for none
   */
  public static Recognised of(Cloud cloud, BootSource bootSource, @Nullable Os override) {
    if (override != null && override != Os.UNKNOWN) {
      return said(override);
    }
    String imageId = bootSource.imageId();
    if (imageId != null) {
      return cloud.image(imageId).map(i -> of(i, null)).orElseGet(OperatingSystems::nothing);
    }
    return cloud
        .volume(bootSource.rootVolume().id())
        .map(v -> of(v, null))
        .orElseGet(OperatingSystems::nothing);
  }

  /**
   * The system on an image or image snapshot.
   *
   * @param override a person's option, null for none
   */
  public static Recognised of(Image image, @Nullable Os override) {
    return recognise(override, List.of(image.id()), image.properties(), image.name());
  }

  /**
   * The system on a root volume.
   *
   * @param override a person's option, null for none
   */
  public static Recognised of(Volume volume, @Nullable Os override) {
    if (override != null && override != Os.UNKNOWN) {
      return said(override);
    }
    // A clone's volume has its own marks; those of its image come second.
    Optional<Os> marked = marked(List.of(volume.id()), volume.metadata());
    if (marked.isPresent()) {
      return new Recognised(
          marked.get(), Text.of("procedure.os.recorded", Arg.plain(label(marked.get()))));
    }
    Map<String, String> said = volume.source().imageMetadata();
    return recognise(
        null,
        List.of(said.getOrDefault("image_id", volume.id())),
        said,
        said.getOrDefault("image_name", ""));
  }

  /**
   * The system, from given facts.
   *
   * @param override a person's option, null for none
   * @param ownIds ids that {@link Marks#SELF} must name for our own mark to be trusted
   * @param properties an image's properties or a volume's image metadata
   * @param name the image's name
   */
  static Recognised recognise(
      @Nullable Os override, List<String> ownIds, Map<String, String> properties, String name) {
    if (override != null && override != Os.UNKNOWN) {
      return said(override);
    }
    Optional<Os> marked = marked(ownIds, properties);
    if (marked.isPresent()) {
      return new Recognised(
          marked.get(), Text.of("procedure.os.recorded", Arg.plain(label(marked.get()))));
    }
    return evident(properties, name);
  }

  /**
   * What the cloud's own properties of an image say, without a person's option or a recorded mark.
   */
  static Recognised evident(Map<String, String> properties, String name) {
    return byProperty(properties)
        .or(() -> byName(name))
        .or(() -> byName(properties.getOrDefault("image_name", "")))
        .orElseGet(OperatingSystems::nothing);
  }

  /**
   * The system for the rules.
   *
   * @param named whether the image's maker chose the name; anybody may choose that of a snapshot
   */
  public static Os of(Map<String, String> properties, String name, boolean named) {
    return byProperty(properties)
        .or(() -> named ? byName(name) : Optional.empty())
        .map(Recognised::os)
        .orElse(Os.UNKNOWN);
  }

  /**
   * Whether a Windows image says that it has no desktop: Server Core, or Nano Server.
   *
   * @param properties an image's properties or a volume's image metadata
   */
  public static boolean withoutDesktop(Map<String, String> properties) {
    return List.of("os_distro", "os_version", "os_edition", "image_name").stream()
        .anyMatch(
            key ->
                NO_DESKTOP
                    .matcher(properties.getOrDefault(key, "").toLowerCase(Locale.ROOT))
                    .find());
  }

  private static Optional<Recognised> byProperty(Map<String, String> properties) {
    for (String key : List.of("os_type", "os_distro", "os_version", "os_admin_user")) {
      String value = properties.getOrDefault(key, "");
      Os os = key.equals("os_admin_user") ? byAdmin(value) : byWord(value);
      if (os != Os.UNKNOWN) {
        return Optional.of(
            new Recognised(
                os,
                Text.of(
                    "procedure.os.property",
                    Arg.plain(label(os)),
                    Arg.code(key),
                    Arg.name(value))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Recognised> byName(String name) {
    Os os = byWord(name);
    return os == Os.UNKNOWN
        ? Optional.empty()
        : Optional.of(
            new Recognised(os, Text.of("procedure.os.name", Arg.plain(label(os)), Arg.name(name))));
  }

  /** The name for people. */
  public static String label(Os os) {
    return switch (os) {
      case WINDOWS -> "Windows";
      case LINUX -> "Linux";
      case UNKNOWN -> "unknown";
    };
  }

  private static Optional<Os> marked(List<String> ownIds, Map<String, String> properties) {
    String self = properties.get(Marks.SELF);
    return self != null && ownIds.contains(self)
        ? Os.of(properties.getOrDefault(Marks.OS, ""))
        : Optional.empty();
  }

  private static Os byWord(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    if (WINDOWS.matcher(word).find()) {
      return Os.WINDOWS;
    }
    return LINUX.matcher(word).find() ? Os.LINUX : Os.UNKNOWN;
  }

  private static Os byAdmin(String value) {
    return value.equalsIgnoreCase("Administrator") ? Os.WINDOWS : Os.UNKNOWN;
  }

  private static Recognised said(Os os) {
    return new Recognised(os, Text.of("procedure.os.said", Arg.plain(label(os))));
  }

  private static Recognised nothing() {
    return new Recognised(Os.UNKNOWN, Text.of("procedure.os.unknown"));
  }
}
