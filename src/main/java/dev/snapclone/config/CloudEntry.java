package dev.snapclone.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one merged entry of clouds.yaml: region, interface, certificates; {@link LoginReader} reads
 * the login.
 */
final class CloudEntry {
  /** Keys that openstacksdk takes from outside {@code auth} first, where variables are put. */
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

  private static final String MEND_CACERT =
      "Correct cacert, or remove it to trust what the system trusts";

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

  private final Environment environment;
  private final Problems problems;
  private final String origin;
  private final String subject;
  private final Map<String, Object> overlay;
  private Map<String, Object> entry = Map.of();

  /**
   * @param origin where the entry is
   * @param subject its name in problems
   * @param overlay OS_* variables that override it
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

  /**
   * Reads the entry; null after a problem.
   *
   * @param logins reads how to sign in
   * @param endpoints reads the addresses that replace the catalog's
   */
  @Nullable CloudSettings settings(
      String name,
      Map<String, Object> merged,
      @Nullable String wantedRegion,
      Function<CloudEntry, CloudSettings.@Nullable Login> logins,
      Function<CloudEntry, Map<String, String>> endpoints) {
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
    CloudSettings.Login login = logins.apply(this);
    String endpointInterface = endpointInterface();
    Map<String, String> overrides = endpoints.apply(this);
    CloudSettings.Tls tls = tls();
    if (authUrl == null || login == null || problems.count() > before) {
      return null;
    }
    return new CloudSettings(name, authUrl, login, region, endpointInterface, overrides, tls);
  }

  void problem(String what, String fix) {
    problems.add(origin, subject + " " + what, fix);
  }

  /** The first of these fields that is set, as text; null for none, empty when it is invalid. */
  @Nullable String text(String... keys) {
    for (String key : keys) {
      Object value = value(key);
      if (value == null) {
        continue;
      }
      String text = asText(key, value);
      if (text == null || !text.isEmpty()) {
        return text == null ? "" : text;
      }
    }
    return null;
  }

  /** A value as text, empty when it is blank; null after a problem. */
  private @Nullable String asText(String key, Object value) {
    if (value instanceof Unquoted unquoted && unquoted.changed()) {
      problems.add(
          unquoted.origin(),
          subject + " has a " + key + " that YAML does not take for a text",
          "Put it in quotes");
      return null;
    }
    if (!(value instanceof String || value instanceof Unquoted)) {
      problem("has a " + key + " that is not a text", "Put it in quotes");
      return null;
    }
    return value.toString().strip();
  }

  /** The first of these fields that is set, as a secret. */
  @Nullable Secret secret(String... keys) {
    String text = text(keys);
    return text == null ? null : new Secret(text);
  }

  /** A flag as it is written: yes, true, on or 1. Null when it is missing. */
  private @Nullable String flag(String key) {
    Object value = value(key);
    return value instanceof Unquoted unquoted
        ? unquoted.text().toLowerCase(Locale.ROOT)
        : Optional.ofNullable(text(key)).map(t -> t.toLowerCase(Locale.ROOT)).orElse(null);
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
    for (Object region : regions()) {
      Object given = region instanceof Map<?, ?> map ? map.get("name") : region;
      String name = given == null ? null : asText("region_name", given);
      if (name == null || name.isEmpty()) {
        continue;
      }
      known.add(name);
      if (region instanceof Map<?, ?> map && map.get("values") instanceof Map<?, ?> own) {
        values.put(name, CloudsYaml.normalized(own));
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

  private List<?> regions() {
    Object regions = entry.getOrDefault("regions", entry.get("region_name"));
    if (regions instanceof List<?> several) {
      return several;
    }
    return regions instanceof String text
        ? List.of(text.split(",", -1))
        : regions == null ? List.of() : List.of(regions);
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
    String insecure = flag("insecure");
    String verify = flag("verify");
    return (insecure == null || !TRUE.contains(insecure))
        && (verify == null || !FALSE.contains(verify));
  }

  private CloudSettings.Tls tls() {
    if (!verify()) {
      return new CloudSettings.Tls(false, null, List.of());
    }
    String given = text("cacert");
    String verify = flag("verify");
    if (given == null && verify != null && !TRUE.contains(verify)) {
      // openstacksdk passes it to requests, where a text names the certificates.
      given = text("verify");
    }
    if (given == null || given.isEmpty()) {
      return CloudSettings.Tls.SYSTEM;
    }
    return given.contains("-----BEGIN ")
        ? new CloudSettings.Tls(true, null, certificates(given))
        : new CloudSettings.Tls(true, caFile(given), List.of());
  }

  private List<X509Certificate> certificates(String pem) {
    try {
      return Pem.certificates(pem);
    } catch (CertificateException e) {
      problem(
          "has a cacert that holds no certificate which can be read",
          "Write cacert: | and below it, indented, each certificate from its BEGIN line to its END"
              + " line; or name a file");
      return List.of();
    }
  }

  private @Nullable Path caFile(String given) {
    try {
      Path file = environment.path(given);
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
      problem("names the certificates " + file + ", which cannot be read", MEND_CACERT);
    } catch (InvalidPathException e) {
      problem("has a cacert that is neither a file nor a certificate", MEND_CACERT);
    }
    return null;
  }
}
