package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.CloudSettings.Scope;
import dev.snapclone.config.CloudSettings.TrustScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /v3/auth/tokens (Identity API reference, "Authentication and token management").
 */
final class LoginBody {
  private LoginBody() {}

  static ObjectNode of(Login login) {
    if (login instanceof Login.Password password) {
      return password(password);
    }
    if (login instanceof Login.Token token) {
      return token(token);
    }
    return applicationCredential((Login.ApplicationCredential) login);
  }

  /** Values that must not get into an error or a log. */
  static List<String> secrets(Login login) {
    if (login instanceof Login.Password password) {
      return List.of(password.password().reveal());
    }
    if (login instanceof Login.Token token) {
      return List.of(token.token().reveal());
    }
    return List.of(((Login.ApplicationCredential) login).secret().reveal());
  }

  private static ObjectNode password(Login.Password login) {
    ObjectNode user =
        user(login.user(), login.userIsId(), login.userDomain(), login.userDomainIsId());
    user.put("password", login.password().reveal());
    ObjectNode method = ApiJson.newObject();
    method.set("user", user);
    ObjectNode body = body("password", method);
    scope(body, login.scope());
    return body;
  }

  private static ObjectNode token(Login.Token login) {
    ObjectNode body = body("token", ApiJson.newObject().put("id", login.token().reveal()));
    scope(body, login.scope());
    return body;
  }

  /** Without a scope: Keystone answers 401 to one. */
  private static ObjectNode applicationCredential(Login.ApplicationCredential login) {
    ObjectNode method = ApiJson.newObject();
    if (login.id() != null) {
      method.put("id", login.id());
    } else {
      method.put("name", login.credentialName());
      if (login.user() != null) {
        method.set(
            "user",
            user(login.user(), login.userIsId(), login.userDomain(), login.userDomainIsId()));
      }
    }
    method.put("secret", login.secret().reveal());
    return body("application_credential", method);
  }

  private static ObjectNode body(String method, ObjectNode content) {
    ObjectNode identity = ApiJson.newObject();
    identity.set("methods", ApiJson.newArray().add(method));
    identity.set(method, content);
    ObjectNode auth = ApiJson.newObject();
    auth.set("identity", identity);
    ObjectNode body = ApiJson.newObject();
    body.set("auth", auth);
    return body;
  }

  private static ObjectNode user(
      String user, boolean isId, @Nullable String domain, boolean domainIsId) {
    ObjectNode node = named(user, isId);
    if (!isId && domain != null) {
      node.set("domain", named(domain, domainIsId));
    }
    return node;
  }

  private static void scope(ObjectNode body, @Nullable Scope scope) {
    ObjectNode scoped = ApiJson.newObject();
    if (scope instanceof TrustScope trust) {
      scoped.set("OS-TRUST:trust", named(trust.trustId(), true));
    } else if (scope instanceof ProjectScope wanted) {
      ObjectNode project = named(wanted.project(), wanted.projectIsId());
      if (!wanted.projectIsId() && wanted.domain() != null) {
        project.set("domain", named(wanted.domain(), wanted.domainIsId()));
      }
      scoped.set("project", project);
    } else {
      return;
    }
    ((ObjectNode) body.get("auth")).set("scope", scoped);
  }

  private static ObjectNode named(String value, boolean isId) {
    return ApiJson.newObject().put(isId ? "id" : "name", value);
  }
}
