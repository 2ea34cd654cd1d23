package dev.snapclone.sandbox.openstack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cinder's {@code metadata={'key':'value'}}. */
final class MetadataFilter {
  private static final Pattern PAIR =
      Pattern.compile("['\"]([^'\"]*)['\"]\\s*:\\s*u?['\"]([^'\"]*)['\"]");

  private MetadataFilter() {}

  static Map<String, String> of(SignedInRequest session) {
    Map<String, String> wanted = new LinkedHashMap<>();
    String filter = session.param("metadata");
    if (filter != null) {
      Matcher matcher = PAIR.matcher(filter);
      while (matcher.find()) {
        wanted.put(matcher.group(1), matcher.group(2));
      }
    }
    return wanted;
  }
}
