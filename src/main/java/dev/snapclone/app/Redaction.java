package dev.snapclone.app;

import ch.qos.logback.classic.LoggerContext;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Removes secrets from a text: those of the configuration by value, and those made at run time by
 * their form, such as Keystone tokens, console links and authorization headers.
 */
final class Redaction {
  /** Its key in the logging context. */
  static final String NAME = "dev.snapclone.redaction";

  static final Redaction OF_SHAPES = new Redaction(Set.of());

  private static final String INSTEAD = "[redacted]";

  /** Shorter values occur in ordinary words. */
  private static final int SHORTEST = 6;

  private static final Pattern SHAPES =
      Pattern.compile(
          // Keystone's Fernet tokens.
          "gAAAAA[A-Za-z0-9_=-]{20,}"
              // Discord's interaction tokens begin with "interaction" in Base64.
              + "|aW50ZXJhY3Rpb2[A-Za-z0-9_=-]{20,}"
              // noVNC, SPICE and serial console links carry their token in the query.
              + "|(?<=[?&]token=)[^\\s\"'&<>]+"
              + "|(?<=[?&]path=)[^\\s\"'&<>]*token[^\\s\"'&<>]*"
              // Discord's interaction and webhook tokens are in paths.
              + "|(?<=/webhooks/\\d{1,20}/)[A-Za-z0-9_-]{20,}"
              + "|(?<=/interactions/\\d{1,20}/)[A-Za-z0-9_-]{20,}"
              // JSON, possibly nested, as JDA logs an event that it cannot read.
              + "|(?<=\"(?:token|password|secret)\\\\?\"\\s{0,2}:\\s{0,2}\\\\?\")[^\"\\\\]+"
              // Headers.
              + "|(?i)(?<=x-(?:auth|subject)-token[:=]\\s?)[^\\s,\"']+"
              + "|(?i)(?<=authorization[:=]\\s?)(?:bot|bearer|basic) [^\\s,\"']+");

  private final List<String> values;

  private Redaction(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST) {
        all.add(secret);
        // As escaped in a line of JSON.
        all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
      }
    }
    // The longest first: one may contain another.
    List<String> sorted = new ArrayList<>(all);
    sorted.sort((a, b) -> b.length() - a.length());
    this.values = List.copyOf(sorted);
  }

  /** Removes these values, and everything of a known form. */
  static Redaction of(Collection<Secret> secrets) {
    return new Redaction(secrets.stream().map(Secret::reveal).toList());
  }

  /** Adds the configuration's secrets to those that the log already removes. */
  static void redactInLog(Settings settings) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Set<String> all = new LinkedHashSet<>();
      if (context.getObject(NAME) instanceof Redaction before) {
        all.addAll(before.values);
      }
      secrets(settings).forEach(secret -> all.add(secret.reveal()));
      context.putObject(NAME, new Redaction(all));
    }
  }

  /** The secrets of a configuration. */
  static List<Secret> secrets(Settings settings) {
    List<Secret> secrets = new ArrayList<>();
    DiscordSettings discord = settings.discord();
    if (discord != null) {
      secrets.add(discord.token());
    }
    secrets.add(settings.host().storage().password());
    secrets.addAll(settings.host().proxy().secrets());
    settings.jobs().notifications().webhooks().forEach(it -> secrets.add(it.secret()));
    for (CloudSettings cloud : settings.clouds()) {
      secrets.add(secret(cloud.login()));
    }
    return secrets;
  }

  private static Secret secret(CloudSettings.Login login) {
    if (login instanceof CloudSettings.Login.Password password) {
      return password.password();
    }
    if (login instanceof CloudSettings.Login.ApplicationCredential credential) {
      return credential.secret();
    }
    return login instanceof CloudSettings.Login.Token token ? token.token() : new Secret("");
  }

  String clean(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, INSTEAD);
    }
    return SHAPES.matcher(clean).replaceAll(INSTEAD);
  }
}
