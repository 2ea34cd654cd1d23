package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Entries of a clouds.yaml: of the one that {@code SNAPCLONE_LAB} names, or of a sandbox. */
final class CloudEntries {
  private CloudEntries() {}

  /** One entry of the real OpenStack's file. */
  static CloudSettings ofLab(String name) {
    try {
      return of(
          Files.readString(Path.of(System.getenv("SNAPCLONE_LAB")), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One entry of a file's text. */
  @SuppressWarnings("unchecked")
  static CloudSettings of(String yaml, String name) {
    Map<String, Map<String, Map<String, Object>>> all =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    Map<String, Object> entry = all.get("clouds").get(name);
    if (entry == null) {
      throw new IllegalStateException("there is no cloud " + name);
    }
    Map<String, Object> auth = (Map<String, Object>) entry.get("auth");
    Login login;
    if (auth.containsKey("application_credential_id")) {
      login =
          new Login.ApplicationCredential(
              text(auth, "application_credential_id"),
              null,
              null,
              false,
              null,
              false,
              new Secret(text(auth, "application_credential_secret")));
    } else {
      login =
          new Login.Password(
              text(auth, "username"),
              false,
              "Default",
              false,
              new Secret(text(auth, "password")),
              new ProjectScope(text(auth, "project_name"), false, "Default", false));
    }
    String url = text(auth, "auth_url").replaceAll("/+$", "");
    return new CloudSettings(
        name,
        url.endsWith("/v3") ? url : url + "/v3",
        login,
        text(entry, "region_name"),
        "public",
        Map.of(),
        CloudSettings.Tls.SYSTEM);
  }

  private static String text(Map<String, Object> map, String key) {
    return String.valueOf(map.get(key));
  }
}
