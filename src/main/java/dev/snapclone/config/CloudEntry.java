package dev.snapclone.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands one merged entry of clouds.yaml: region, interface, certificates; the login is {@link
 * LoginReader}'s.
 */
final class CloudEntry {
  /** What openstacksdk takes from outside {@code auth} first, since variables end up there. */
  private static final Set<String> OUTSIDE_FIRST =
      Set.of(
          "domain_id",
          "domain_name",
          "user_domain_id",
          "user_domain_name",
          "project_domain_id",
          "project_domain_name",
          "token",
          "auth_token",
          "project_id",
          "project_name",
          "tenant_id",
          "tenant_name");

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

  private final Environment environment;
  private final Problems problems;
  private final String origin;
  private final String subject;
  private final Map<String, Object> overlay;
  private Map<String, Object> entry = Map.of();

  /**
   * @param origin where the entry stands
   * @param subject what problems call it
   * @param overlay OS_* variables that win over it
   */
  CloudEntry(
      Environment environment,
      Problems problems,
      String origin,
      String subject,
      Map<String, Object> overlay) {
    this.environment = environment;
    this.problems = problems;
    this.origin = origin;
    this.subject = subject;
    this.overlay = overlay;
  }

  /** Reads the entry; null when something is wrong, which is then a problem. */
  @Nullable CloudSettings settings(
      String name, Map<String, Object> merged, @Nullable String wantedRegion) {
    int before = problems.count();
    entry = merged;
    if (entry.containsKey("auth") && !(entry.get("auth") instanceof Map<?, ?>)) {
      problem("has an auth that is not a block", "Indent auth_url and the rest below auth:");
      return null;
    }
    String region = region(wantedRegion);
    String version = text("identity_api_version");
    if (version != null && version.startsWith("2")) {
      problem("asks for Keystone v2", "Remove identity_api_version; the bot speaks v3");
    }
    String authUrl = authUrl(region);
    CloudSettings.Login login = new LoginReader(this).login();
    String endpointInterface = endpointInterface();
    boolean verify = verify();
    Path caFile = verify ? caFile() : null;
    if (authUrl == null || login == null || problems.count() > before) {
      return null;
    }
    return new CloudSettings(name, authUrl, login, region, endpointInterface, caFile, verify);
  }

  void problem(String what, String mend) {
    problems.add(origin, subject + " " + what, mend);
  }

  /** The first of these fields that is set, as text; null when none is, empty when it is wrong. */
  @Nullable String text(String... keys) {
    for (String key : keys) {
      Object value = value(key);
      if (value == null) {
        continue;
      }
      if (value instanceof Map<?, ?> || value instanceof List<?> || value instanceof Date) {
        problem("has a " + key + " that is not a text", "Put it in quotes");
        return "";
      }
      String text = String.valueOf(value).strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** A secret field: what YAML would read as a number with a point, or as a date, is refused. */
  @Nullable Secret secret(String... keys) {
    for (String key : keys) {
      Object value = value(key);
      if (value instanceof Double || value instanceof Boolean || value instanceof Date) {
        problem("has a " + key + " that YAML does not take for a text", "Put it in quotes");
        return new Secret("");
      }
      String text = value == null ? null : text(key);
      if (text != null) {
        return new Secret(text);
      }
    }
    return null;
  }

  private @Nullable Object value(String key) {
    Object over = overlay.get(key);
    if (over != null) {
      return over;
    }
    Object inside = entry.get("auth") instanceof Map<?, ?> auth ? auth.get(key) : null;
    Object outside = entry.get(key);
    Object first = OUTSIDE_FIRST.contains(key) ? outside : inside;
    Object second = OUTSIDE_FIRST.contains(key) ? inside : outside;
    return first != null ? first : second;
  }

  private @Nullable String region(@Nullable String wanted) {
    String chosen =
        wanted != null
            ? wanted
            : overlay.get("region_name") instanceof String variable ? variable : null;
    List<String> known = new ArrayList<>();
    Map<String, Map<String, Object>> values = new LinkedHashMap<>();
    Object regions = entry.getOrDefault("regions", entry.get("region_name"));
    List<?> list =
        regions instanceof List<?> given
            ? given
            : regions == null ? List.of() : List.of(String.valueOf(regions).split(",", -1));
    for (Object region : list) {
      Object name = region instanceof Map<?, ?> map ? map.get("name") : region;
      if (name == null || String.valueOf(name).isBlank()) {
        continue;
      }
      known.add(String.valueOf(name).strip());
      if (region instanceof Map<?, ?> map && map.get("values") instanceof Map<?, ?> own) {
        values.put(String.valueOf(name).strip(), CloudsYaml.normalized(own));
      }
    }
    if (chosen != null && !known.isEmpty() && !known.contains(chosen)) {
      problem(
          "has no region \"" + chosen + "\"",
          "It has " + String.join(", ", known) + "; names are case-sensitive");
      return chosen;
    }
    String region = chosen != null ? chosen : known.isEmpty() ? null : known.get(0);
    if (region != null && values.containsKey(region)) {
      entry = CloudsYaml.over(entry, values.getOrDefault(region, Map.of()));
    }
    return region;
  }

  private @Nullable String authUrl(@Nullable String region) {
    String url = text("auth_url");
    if (url == null) {
      Object profile = entry.getOrDefault("profile", entry.get("cloud"));
      problem(
          "has no auth_url",
          profile == null
              ? "Write auth_url, the address of Keystone, such as https://cloud.example:5000/v3"
              : "Write it; the profile \""
                  + profile
                  + "\" is not in a clouds-public.yaml, and the bot brings no profiles");
      return null;
    }
    url = url.replace("{region_name}", region == null ? "" : region);
    if (Urls.host(url).isEmpty() || !Set.of("http", "https").contains(Urls.scheme(url))) {
      problem("has an auth_url that is no address", "Write it as https://cloud.example:5000/v3");
      return null;
    }
    url = url.replaceAll("/+$", "").replaceAll("/auth/tokens$", "");
    if (url.endsWith("/v2.0")) {
      problem("has an auth_url of Keystone v2", "End it with /v3");
      return null;
    }
    return url.endsWith("/v3") ? url : url + "/v3";
  }

  private String endpointInterface() {
    String given = text("interface", "endpoint_type");
    if (given == null) {
      return "public";
    }
    String name = given.toLowerCase(Locale.ROOT).replaceAll("url$", "");
    if (!Set.of("public", "internal", "admin").contains(name)) {
      problem("has the interface \"" + given + "\"", "Write interface: public, internal or admin");
    }
    return name;
  }

  private boolean verify() {
    String insecure = text("insecure");
    if (insecure != null && TRUE.contains(insecure.toLowerCase(Locale.ROOT))) {
      return false;
    }
    String verify = text("verify");
    return verify == null || !FALSE.contains(verify.toLowerCase(Locale.ROOT));
  }

  private @Nullable Path caFile() {
    String given = text("cacert");
    String verify = text("verify");
    if (given == null && verify != null && !TRUE.contains(verify.toLowerCase(Locale.ROOT))) {
      // openstacksdk hands it to requests, where a text names the certificates.
      given = verify;
    }
    if (given == null) {
      return null;
    }
    Path file = environment.path(given);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      problem(
          "names the certificates " + file + ", which cannot be read",
          "Correct cacert, or remove it to trust what the system trusts");
    }
    return file;
  }
}
