package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Rights;
import dev.snapclone.cloud.Rights.Right;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstack4j.model.identity.v3.Role;

/**
 * Finds out what the bot's user may change, by calls without effect: an instance of a missing
 * flavor, empty metadata on an existing resource, a rule of a missing security group. Nova, Cinder
 * and Neutron check their policy first (seen with Zed and 2025.1). createImage of a missing
 * instance is 404 for everybody, so its right is derived from writing metadata, which the default
 * policies grant together.
 */
final class RightsProbe {
  private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

  private final Calls calls;

  RightsProbe(Calls calls) {
    this.calls = calls;
  }

  Rights rights() {
    Map<Right, String> refused = new EnumMap<>(Right.class);
    ask(refused, Right.LAUNCH, Api.COMPUTE, "/servers", launch());
    any(Api.COMPUTE, "/servers", "servers")
        .ifPresent(id -> write(refused, Right.CHANGE_INSTANCES, Api.COMPUTE, "/servers/" + id));
    any(Api.VOLUME, "/volumes", "volumes")
        .ifPresent(id -> write(refused, Right.CHANGE_VOLUMES, Api.VOLUME, "/volumes/" + id));
    ask(refused, Right.SECURITY_GROUPS, Api.NETWORK, "/security-group-rules", rule());
    List<? extends Role> roles = calls.signedIn().token().getRoles();
    return new Rights(
        roles == null
            ? List.of()
            : roles.stream().map(Role::getName).filter(n -> n != null).sorted().toList(),
        refused);
  }

  private static ObjectNode launch() {
    ObjectNode body = ApiJson.newObject();
    body.putObject("server")
        .put("name", "snapclone-check")
        .put("flavorRef", "snapclone-check-no-such-flavor")
        .put("imageRef", NOTHING);
    return body;
  }

  private static ObjectNode rule() {
    ObjectNode body = ApiJson.newObject();
    body.putObject("security_group_rule")
        .put("security_group_id", NOTHING)
        .put("direction", "ingress");
    return body;
  }

  private void write(Map<Right, String> refused, Right right, Api api, String path) {
    ObjectNode body = ApiJson.newObject();
    body.putObject("metadata");
    ask(refused, right, api, path + "/metadata", body);
  }

  private void ask(Map<Right, String> refused, Right right, Api api, String path, ObjectNode body) {
    try {
      calls.post(api, path, body, Function.identity());
    } catch (CloudException e) {
      if (e.kind() == Kind.FORBIDDEN) {
        refused.put(right, e.said());
      } else if (e.status() == 0 || e.kind().transientFault()) {
        throw e;
      }
    }
  }

  /** A resource for an empty write; empty when there is none, or none is visible. */
  private Optional<String> any(Api api, String path, String key) {
    try {
      return calls.get(
          api,
          path,
          Map.of("limit", "1"),
          n -> ApiJson.each(n.get(key), one -> ApiJson.needText(one, "id")).stream().findFirst());
    } catch (CloudException e) {
      if (e.kind() == Kind.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
