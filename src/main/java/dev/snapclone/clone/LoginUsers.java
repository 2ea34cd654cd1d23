package dev.snapclone.clone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The login of a cloud image: Glance's {@code os_admin_user} ("Useful image properties"), else the
 * default user in the distribution's documentation.
 */
final class LoginUsers {
  private static final List<Map.Entry<String, String>> BY_DISTRIBUTION =
      List.of(
          Map.entry("ubuntu", "ubuntu"),
          Map.entry("debian", "debian"),
          Map.entry("centos-stream", "cloud-user"),
          Map.entry("centos", "centos"),
          Map.entry("rhel", "cloud-user"),
          Map.entry("redhat", "cloud-user"),
          Map.entry("rocky", "rocky"),
          Map.entry("alma", "almalinux"),
          Map.entry("fedora-coreos", "core"),
          Map.entry("fedora", "fedora"),
          Map.entry("coreos", "core"),
          Map.entry("flatcar", "core"),
          Map.entry("opensuse", "opensuse"),
          Map.entry("sles", "sles"),
          Map.entry("arch", "arch"),
          Map.entry("alpine", "alpine"),
          Map.entry("cirros", "cirros"));

  /** CentOS Linux ended with 8; CentOS Stream 9 and later use {@code cloud-user}. */
  private static final int FIRST_STREAM = 9;

  private LoginUsers() {}

  /** From an image's properties or a volume's image metadata; empty when unknown. */
  static Optional<String> of(Map<String, String> properties) {
    String admin = properties.getOrDefault("os_admin_user", "").strip();
    if (admin.matches("[A-Za-z0-9._-]{1,32}")) {
      return Optional.of(admin);
    }
    String distribution = properties.getOrDefault("os_distro", "").toLowerCase(Locale.ROOT);
    if (distribution.equals("centos") && isStream(properties.getOrDefault("os_version", ""))) {
      return Optional.of("cloud-user");
    }
    String fallback = properties.getOrDefault("image_name", "").toLowerCase(Locale.ROOT);
    for (String word : List.of(distribution, fallback)) {
      for (Map.Entry<String, String> entry : BY_DISTRIBUTION) {
        if (word.startsWith(entry.getKey())) {
          return Optional.of(entry.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isStream(String version) {
    String major = version.replaceFirst("\\D.*", "");
    return !major.isEmpty() && major.length() < 4 && Integer.parseInt(major) >= FIRST_STREAM;
  }
}
