package dev.snapclone.openstack;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.Secret;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Entries of the lab's clouds.yaml, read here so that the adapter is tested by itself. */
final class LabClouds {
  private LabClouds() {}

  static CloudSettings entry(Path file, String name) {
    Map<?, ?> cloud = map(map(read(file), "clouds"), name);
    Map<?, ?> auth = map(cloud, "auth");
    Login login =
        auth.containsKey("application_credential_id")
            ? new Login.ApplicationCredential(
                text(auth, "application_credential_id"),
                null,
                null,
                false,
                null,
                false,
                new Secret(text(auth, "application_credential_secret")))
            : new Login.Password(
                text(auth, "username"),
                false,
                text(auth, "user_domain_name"),
                false,
                new Secret(text(auth, "password")),
                new ProjectScope(
                    text(auth, "project_name"), false, text(auth, "project_domain_name"), false));
    return new CloudSettings(
        name,
        text(auth, "auth_url"),
        login,
        text(cloud, "region_name"),
        "public",
        Map.of(),
        CloudSettings.Tls.SYSTEM);
  }

  private static Map<?, ?> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> map(Map<?, ?> map, String key) {
    return (Map<?, ?>) Objects.requireNonNull(map.get(key), key);
  }

  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(map.get(key));
  }
}
