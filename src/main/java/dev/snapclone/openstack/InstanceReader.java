package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeAttachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class InstanceReader {
  private InstanceReader() {}

  static Instance instance(JsonNode n) {
    return new Instance(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        new Instance.State(
            ApiJson.needText(n, "status").toUpperCase(Locale.ROOT),
            ApiJson.text(n, "OS-EXT-STS:vm_state"),
            ApiJson.textOrNull(n, "OS-EXT-STS:task_state"),
            ApiJson.flag(n, "locked"),
            fault(n.get("fault"))),
        new Instance.Launched(
            // For a volume-booted instance "image" is an empty string.
            ApiJson.textOrNull(n.path("image"), "id"),
            ApiJson.text(n.path("flavor"), "id"),
            ApiJson.textOrNull(n, "key_name"),
            ApiJson.textOrNull(n, "OS-EXT-AZ:availability_zone"),
            ApiJson.flag(n, "config_drive"),
            ApiJson.time(n, "created"),
            ApiJson.textOrNull(n, "user_id")),
        addresses(n.path("addresses")),
        ApiJson.each(n.get("os-extended-volumes:volumes_attached"), v -> ApiJson.needText(v, "id")),
        ApiJson.texts(n.get("metadata")),
        ApiJson.each(n.get("tags"), JsonNode::asText));
  }

  private static List<Address> addresses(JsonNode networks) {
    List<Address> addresses = new ArrayList<>();
    networks
        .properties()
        .forEach(
            e ->
                e.getValue()
                    .forEach(
                        a ->
                            addresses.add(
                                new Address(
                                    e.getKey(),
                                    ApiJson.needText(a, "addr"),
                                    ApiJson.number(a, "version"),
                                    ApiJson.textOrNull(a, "OS-EXT-IPS-MAC:mac_addr"),
                                    "floating".equals(ApiJson.text(a, "OS-EXT-IPS:type"))))));
    return addresses;
  }

  private static Instance.@Nullable Fault fault(@Nullable JsonNode n) {
    return n == null || !n.isObject()
        ? null
        : new Instance.Fault(
            ApiJson.number(n, "code"), ApiJson.text(n, "message"), ApiJson.time(n, "created"));
  }

  static VolumeAttachment attachment(JsonNode n) {
    return new VolumeAttachment(
        ApiJson.needText(n, "volumeId"),
        ApiJson.textOrNull(n, "device"),
        n.path("delete_on_termination").isBoolean()
            ? n.path("delete_on_termination").booleanValue()
            : null);
  }

  static InstanceAction action(JsonNode n) {
    return new InstanceAction(
        ApiJson.text(n, "action"),
        ApiJson.needText(n, "request_id"),
        ApiJson.time(n, "start_time"),
        ApiJson.textOrNull(n, "user_id"),
        ApiJson.textOrNull(n, "message"),
        ApiJson.each(
            n.get("events"),
            e ->
                new InstanceAction.Event(
                    ApiJson.text(e, "event"), ApiJson.textOrNull(e, "result"))));
  }

  static Flavor flavor(JsonNode n) {
    return new Flavor(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.number(n, "vcpus"),
        ApiJson.number(n, "ram"),
        ApiJson.number(n, "disk"),
        ApiJson.number(n, "OS-FLV-EXT-DATA:ephemeral"),
        ApiJson.number(n, "swap"));
  }

  static ServerGroup serverGroup(JsonNode n) {
    String policy = ApiJson.text(n, "policy");
    return new ServerGroup(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        policy.isEmpty() ? n.path("policies").path(0).asText() : policy,
        ApiJson.each(n.get("members"), JsonNode::asText));
  }

  static Keypair keypair(JsonNode n) {
    JsonNode keypair = ApiJson.need(n, "keypair");
    return new Keypair(ApiJson.needText(keypair, "name"), ApiJson.text(keypair, "fingerprint"));
  }
}
