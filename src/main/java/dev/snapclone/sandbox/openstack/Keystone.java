package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.IdentityState.AppCredential;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.IdentityState.Token;
import dev.snapclone.sandbox.openstack.IdentityState.User;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.ServiceReply;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keystone v3: tokens by password, token and application credential; projects; the catalog. */
final class Keystone implements WireService {
  private static final String DENIED = "The request you have made requires authentication.";

  private final CloudWorld world;
  private final Catalog catalog;
  private final Routes<Call> routes = new Routes<>();

  Keystone(CloudWorld world, Catalog catalog) {
    this.world = world;
    this.catalog = catalog;
    routes
        .on("GET", "/v3", this::version)
        .on("GET", "/", this::versions)
        .on("GET", "", this::versions)
        .on("POST", "/v3/auth/tokens", this::issue)
        .on("GET", "/v3/auth/tokens", this::show)
        .on("HEAD", "/v3/auth/tokens", this::show)
        .on("DELETE", "/v3/auth/tokens", this::revoke)
        .on("GET", "/v3/auth/catalog", this::catalog)
        .on("GET", "/v3/auth/projects", this::projects)
        .on("POST", "/v3/users/{}/application_credentials", this::createCredential)
        .on("DELETE", "/v3/users/{}/application_credentials/{}", this::deleteCredential);
  }

  @Override
  public ServiceReply answer(Call call) {
    return world.locked(
        () -> {
          try {
            return routes
                .find(call.method(), call.path())
                .map(handler -> handler.apply(call))
                .orElseGet(ErrorShape.KEYSTONE::noRoute);
          } catch (ApiError e) {
            HttpAnswer answer = ErrorShape.KEYSTONE.of(e);
            return e.status() == 401
                ? answer.with(
                    "WWW-Authenticate", "Keystone uri=\"" + call.base() + "/identity/v3\"")
                : answer;
          }
        });
  }

  private ObjectNode document(Call call) {
    ObjectNode version = WireJson.object();
    version.put("id", "v3.14").put("status", "stable").put("updated", "2020-04-07T00:00:00Z");
    version
        .putArray("links")
        .addObject()
        .put("rel", "self")
        .put("href", call.base() + "/identity/v3/");
    version
        .putArray("media-types")
        .addObject()
        .put("base", "application/json")
        .put("type", "application/vnd.openstack.identity-v3+json");
    return version;
  }

  private HttpAnswer version(Call call) {
    ObjectNode body = WireJson.object();
    body.set("version", document(call));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer versions(Call call) {
    ObjectNode body = WireJson.object();
    body.putObject("versions").putArray("values").add(document(call));
    return HttpAnswer.json(300, body);
  }

  private HttpAnswer issue(Call call) {
    JsonNode body = call.json();
    if (body == null) {
      throw ApiError.badRequest(
          "Expecting to find valid JSON in request body. The server could not comply with the"
              + " request since it is either malformed or otherwise incorrect. The client is"
              + " assumed to be in error.");
    }
    JsonNode auth = body.path("auth");
    JsonNode identity = auth.path("identity");
    if (!identity.isObject()) {
      throw ApiError.badRequest("'identity' is a required property");
    }
    String method = identity.path("methods").path(0).asText();
    Token token =
        switch (method) {
          case "password" -> byPassword(identity.path("password").path("user"), auth.get("scope"));
          case "token" -> byToken(identity.path("token").path("id").asText(), auth.get("scope"));
          case "application_credential" ->
              byCredential(identity.path("application_credential"), auth.has("scope"));
          default -> throw denied();
        };
    world.identity.tokens.put(token.id, token);
    return HttpAnswer.json(201, body(token, call.base())).with("X-Subject-Token", token.id);
  }

  private static ApiError denied() {
    return new ApiError(401, DENIED);
  }

  private Token byPassword(JsonNode wanted, @Nullable JsonNode scope) {
    User user =
        world.identity.users.values().stream()
            .filter(u -> names(wanted, u))
            .findFirst()
            .orElseThrow(Keystone::denied);
    if (!user.password.equals(wanted.path("password").asText())) {
      throw denied();
    }
    return token("password", user, project(user, scope), null, null);
  }

  private static boolean names(JsonNode wanted, User user) {
    if (wanted.has("id")) {
      return wanted.path("id").asText().equals(user.id);
    }
    return wanted.path("name").asText().equals(user.name) && inDefaultDomain(wanted);
  }

  private static boolean inDefaultDomain(JsonNode named) {
    JsonNode domain = named.path("domain");
    return domain.path("id").asText().equals("default")
        || domain.path("name").asText().equalsIgnoreCase("Default");
  }

  private @Nullable Project project(User user, @Nullable JsonNode scope) {
    if (scope == null || scope.isNull()) {
      return world.identity.projects.get(user.projectId);
    }
    if (scope.isTextual()) {
      return null; // "unscoped"
    }
    JsonNode wanted = scope.path("project");
    return world.identity.projects.values().stream()
        .filter(
            p ->
                wanted.has("id")
                    ? p.id.equals(wanted.path("id").asText())
                    : p.name.equals(wanted.path("name").asText()) && inDefaultDomain(wanted))
        .filter(p -> p.id.equals(user.projectId))
        .findFirst()
        .orElseThrow(Keystone::denied);
  }

  private Token byToken(String id, @Nullable JsonNode scope) {
    Token old = valid(id);
    if (old == null || old.credential != null) {
      throw denied();
    }
    Project project = scope == null ? old.project : project(old.user, scope);
    return token("token", old.user, project, null, old.expires);
  }

  private Token byCredential(JsonNode wanted, boolean scoped) {
    String id = wanted.path("id").asText();
    AppCredential credential =
        wanted.has("id")
            ? world.identity.credentials.get(id)
            : world.identity.credentials.values().stream()
                .filter(
                    c ->
                        c.name.equals(wanted.path("name").asText())
                            && names(wanted.path("user"), c.user))
                .findFirst()
                .orElse(null);
    if (credential == null) {
      throw ApiError.notFound(
          "Could not find Application Credential: %s."
              .formatted(wanted.has("id") ? id : wanted.path("name").asText()));
    }
    Instant expires = credential.expires;
    if (!credential.secret.equals(wanted.path("secret").asText())
        || (expires != null && !world.now().isBefore(expires))) {
      throw denied();
    }
    if (scoped) {
      throw new ApiError(
          401,
          "Error authenticating with application credential: Application credentials cannot request"
              + " a scope.");
    }
    Project project = Objects.requireNonNull(world.identity.projects.get(credential.projectId));
    return token("application_credential", credential.user, project, credential, expires);
  }

  private Token token(
      String method,
      User user,
      @Nullable Project project,
      @Nullable AppCredential credential,
      @Nullable Instant atMost) {
    Instant issued = world.now().truncatedTo(ChronoUnit.SECONDS);
    Instant expires = world.now().plus(world.knobs.get(Knobs.Time.TOKEN_LIFE));
    boolean cut = atMost != null && atMost.isBefore(expires);
    Token token =
        new Token(
            world::hex,
            method,
            user,
            project,
            credential,
            issued,
            cut && atMost != null ? atMost : expires);
    token.zoneless = cut && credential != null;
    return token;
  }

  private @Nullable Token valid(String id) {
    Token token = world.identity.tokens.get(id);
    return token == null || token.revoked || !world.now().isBefore(token.expires) ? null : token;
  }

  private ObjectNode body(Token token, String base) {
    ObjectNode body = WireJson.object();
    ObjectNode inner = body.putObject("token");
    inner.putArray("methods").add(token.method);
    ObjectNode user = inner.putObject("user");
    domain(user).put("id", token.user.id).put("name", token.user.name);
    user.putNull("password_expires_at");
    inner.putArray("audit_ids").add(token.auditId);
    inner.put(
        "expires_at",
        token.zoneless ? Times.bare(token.expires) : Times.zoneless(token.expires) + "Z");
    inner.put("issued_at", Times.zoneless(token.issued) + "Z");
    Project project = token.project;
    if (project != null) {
      domain(inner.putObject("project")).put("id", project.id).put("name", project.name);
      inner.put("is_domain", false);
      ArrayNode roles = inner.putArray("roles");
      String only = world.knobs.onlyRole();
      for (String role : only == null ? List.of("member", "reader") : List.of(only)) {
        roles.addObject().put("id", catalog.stableId("role " + role)).put("name", role);
      }
      inner.set("catalog", catalog.of(project, base));
    }
    AppCredential credential = token.credential;
    if (credential != null) {
      inner
          .putObject("application_credential")
          .put("id", credential.id)
          .put("name", credential.name)
          .put("restricted", true);
    }
    return body;
  }

  private static ObjectNode domain(ObjectNode node) {
    node.putObject("domain").put("id", "default").put("name", "Default");
    return node;
  }

  private Token caller(Call call) {
    Token token = valid(call.header("X-Auth-Token").orElse(""));
    if (token == null) {
      throw denied();
    }
    return token;
  }

  private HttpAnswer show(Call call) {
    caller(call);
    String id = call.header("X-Subject-Token").orElse("");
    Token subject = valid(id);
    if (subject == null) {
      throw ApiError.notFound("Could not find token: " + id + ".");
    }
    return HttpAnswer.json(200, body(subject, call.base())).with("X-Subject-Token", subject.id);
  }

  private HttpAnswer revoke(Call call) {
    caller(call);
    Token subject = valid(call.header("X-Subject-Token").orElse(""));
    if (subject == null) {
      throw ApiError.notFound("Could not find token.");
    }
    subject.revoked = true;
    return HttpAnswer.empty(204);
  }

  private HttpAnswer catalog(Call call) {
    Project project = caller(call).project;
    ObjectNode body = WireJson.object();
    body.set("catalog", project == null ? WireJson.array() : catalog.of(project, call.base()));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer projects(Call call) {
    User user = caller(call).user;
    Project project = Objects.requireNonNull(world.identity.projects.get(user.projectId));
    ObjectNode body = WireJson.object();
    ObjectNode one = body.putArray("projects").addObject();
    one.put("id", project.id).put("name", project.name).put("domain_id", "default");
    one.put("description", "").put("enabled", true).put("parent_id", "default");
    one.put("is_domain", false).putArray("tags");
    body.putObject("links")
        .putNull("next")
        .put("self", call.base() + "/identity/v3/auth/projects")
        .putNull("previous");
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer createCredential(Call call, List<String> path) {
    Token token = own(call, path.get(0));
    JsonNode json = call.json();
    JsonNode wanted = json == null ? WireJson.object() : json.path("application_credential");
    String name = wanted.path("name").asText();
    String secret = wanted.has("secret") ? wanted.path("secret").asText() : world.hex();
    AppCredential credential =
        new AppCredential(world.hex(), name, secret, token.user, token.user.projectId);
    if (wanted.path("expires_at").isTextual()) {
      credential.expires = Instant.parse(wanted.path("expires_at").asText().replaceAll("Z?$", "Z"));
    }
    world.identity.credentials.put(credential.id, credential);
    ObjectNode body = WireJson.object();
    body.putObject("application_credential")
        .put("id", credential.id)
        .put("name", name)
        .put("secret", secret)
        .put("project_id", credential.projectId)
        .put("expires_at", Times.zoneless(credential.expires))
        .put("unrestricted", false);
    return HttpAnswer.json(201, body);
  }

  private Token own(Call call, String userId) {
    Token token = caller(call);
    if (token.credential != null || !token.user.id.equals(userId)) {
      throw ApiError.forbidden(
          "You are not authorized to perform the requested action: Using method"
              + " 'application_credential' is not allowed for managing additional application"
              + " credentials..");
    }
    return token;
  }

  private HttpAnswer deleteCredential(Call call, List<String> path) {
    own(call, path.get(0));
    AppCredential credential = world.identity.credentials.remove(path.get(1));
    if (credential == null) {
      throw ApiError.notFound("Could not find Application Credential: %s.".formatted(path.get(1)));
    }
    for (Map.Entry<String, Token> entry : world.identity.tokens.entrySet()) {
      if (entry.getValue().credential == credential) {
        entry.getValue().revoked = true;
      }
    }
    return HttpAnswer.empty(204);
  }
}
