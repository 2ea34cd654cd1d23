package dev.snapclone.config;

import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.CloudSettings.Scope;
import dev.snapclone.config.CloudSettings.TrustScope;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads how to sign in, with the names and fallbacks of keystoneauth's loaders and the {@code
 * openstack} command: tenant for project, one domain for both, and the domain {@code default}.
 */
final class LoginReader {
  private static final String SUPPORTED =
      "The bot knows password, v3password, token, v3token and v3applicationcredential";

  private final CloudEntry entry;

  LoginReader(CloudEntry entry) {
    this.entry = entry;
  }

  /** A name or an id. */
  private record Named(String value, boolean isId) {}

  @Nullable Login login() {
    String type = entry.text("auth_type", "auth_plugin");
    return switch (type == null ? inferred() : type.toLowerCase(Locale.ROOT)) {
      case "password", "v3password" -> password();
      case "token", "v3token" -> token();
      case "v3applicationcredential" -> applicationCredential();
      default -> {
        entry.problem("has the auth_type \"" + type + "\"", SUPPORTED);
        yield null;
      }
    };
  }

  private String inferred() {
    if (entry.text("application_credential_id", "application_credential_name") != null
        || entry.secret("application_credential_secret") != null) {
      return "v3applicationcredential";
    }
    return entry.secret("token", "auth_token") != null && entry.secret("password") == null
        ? "token"
        : "password";
  }

  private @Nullable Login password() {
    Named user = either("user_id", "username", "user_name");
    Secret password = entry.secret("password");
    Scope scope = scope();
    if (user == null) {
      entry.problem("has no user", "Write username or user_id, or use an application credential");
    }
    if (password == null) {
      entry.problem(
          "has no password",
          "Write it below auth in clouds.yaml or secure.yaml, or use an application credential");
    }
    if (scope == null) {
      entry.problem("has no project", "Write project_name or project_id, or trust_id for a trust");
    }
    if (user == null || password == null || scope == null) {
      return null;
    }
    Named domain = user.isId() ? null : domain("user");
    return new Login.Password(
        user.value(),
        user.isId(),
        domain == null ? null : domain.value(),
        domain != null && domain.isId(),
        password,
        scope);
  }

  private @Nullable Login token() {
    Secret token = entry.secret("token", "auth_token");
    if (token == null) {
      entry.problem("has no token", "Write token, or use an application credential");
      return null;
    }
    return new Login.Token(token, scope());
  }

  private @Nullable Login applicationCredential() {
    String id = entry.text("application_credential_id");
    String name = id == null ? entry.text("application_credential_name") : null;
    if (entry.text("trust_id") != null) {
      entry.problem(
          "has a trust_id beside its application credential",
          "Remove trust_id: an application credential has its project");
    }
    Secret secret = entry.secret("application_credential_secret");
    if (id == null && name == null) {
      entry.problem(
          "has no application_credential_id",
          "Write the ID that the cloud showed when the credential was made");
    }
    if (secret == null) {
      entry.problem(
          "has no application_credential_secret",
          "Write the secret; it was shown once, when the credential was made: if it is lost, make a"
              + " new one");
    }
    Named user = name == null ? null : either("user_id", "username", "user_name");
    if (name != null && user == null) {
      entry.problem(
          "names its application credential but not whose it is",
          "Write application_credential_id instead, or add username and user_domain_name");
      return null;
    }
    if (secret == null || (id == null && name == null)) {
      return null;
    }
    Named domain = user == null || user.isId() ? null : domain("user");
    return new Login.ApplicationCredential(
        id,
        name,
        user == null ? null : user.value(),
        user != null && user.isId(),
        domain == null ? null : domain.value(),
        domain != null && domain.isId(),
        secret);
  }

  /** Project or trust: Keystone takes one scope, and keystoneauth refuses two. */
  private @Nullable Scope scope() {
    String trust = entry.text("trust_id");
    String id = entry.text("project_id", "tenant_id");
    if (trust != null) {
      if (id != null || entry.text("project_name", "tenant_name") != null) {
        entry.problem(
            "names both a trust and a project",
            "Remove project_name and project_id: the trust leads to its own project");
      }
      return new TrustScope(trust);
    }
    if (id != null) {
      return new ProjectScope(id, true, null, false);
    }
    String name = entry.text("project_name", "tenant_name");
    if (name == null) {
      return null;
    }
    Named domain = domain("project");
    return new ProjectScope(name, false, domain.value(), domain.isId());
  }

  private @Nullable Named either(String idKey, String... nameKeys) {
    String id = entry.text(idKey);
    if (id != null) {
      return new Named(id, true);
    }
    String name = entry.text(nameKeys);
    return name == null ? null : new Named(name, false);
  }

  private Named domain(String of) {
    Named own = either(of + "_domain_id", of + "_domain_name");
    Named shared = own == null ? either("domain_id", "domain_name") : own;
    Named fallback = shared == null ? either("default_domain_id", "default_domain_name") : shared;
    return fallback != null
        ? fallback
        : new Named(Objects.requireNonNullElse(entry.text("default_domain"), "default"), true);
  }
}
