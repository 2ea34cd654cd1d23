package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.VolumeAttachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads Nova's answers. */
final class InstanceReader {
  private InstanceReader() {}

  static Instance instance(JsonNode n) {
    return new Instance(
        Json.needText(n, "id"),
        Json.text(n, "name"),
        Json.needText(n, "status").toUpperCase(Locale.ROOT),
        Json.text(n, "OS-EXT-STS:vm_state"),
        Json.textOrNull(n, "OS-EXT-STS:task_state"),
        Json.number(n, "OS-EXT-STS:power_state"),
        // Of a volume-booted instance "image" is an empty string.
        Json.textOrNull(n.path("image"), "id"),
        Json.text(n.path("flavor"), "id"),
        Json.textOrNull(n, "key_name"),
        Json.textOrNull(n, "OS-EXT-AZ:availability_zone"),
        addresses(n.path("addresses")),
        // A group is named once for each port that has it.
        Json.each(n.get("security_groups"), g -> Json.text(g, "name")).stream().distinct().toList(),
        Json.each(n.get("os-extended-volumes:volumes_attached"), v -> Json.needText(v, "id")),
        Json.texts(n.get("metadata")),
        Json.each(n.get("tags"), JsonNode::asText),
        Json.text(n, "user_id"),
        Json.time(n, "created"),
        fault(n.get("fault")),
        Json.flag(n, "locked"),
        Json.flag(n, "config_drive"));
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
                                    Json.needText(a, "addr"),
                                    Json.number(a, "version"),
                                    Json.textOrNull(a, "OS-EXT-IPS-MAC:mac_addr"),
                                    "floating".equals(Json.text(a, "OS-EXT-IPS:type"))))));
    return addresses;
  }

  private static Instance.@Nullable Fault fault(@Nullable JsonNode n) {
    return n == null || !n.isObject()
        ? null
        : new Instance.Fault(
            Json.number(n, "code"), Json.text(n, "message"), Json.time(n, "created"));
  }

  static VolumeAttachment attachment(JsonNode n) {
    return new VolumeAttachment(
        Json.needText(n, "volumeId"),
        Json.textOrNull(n, "device"),
        n.path("delete_on_termination").isBoolean()
            ? n.path("delete_on_termination").booleanValue()
            : null);
  }

  static InstanceAction action(JsonNode n) {
    return new InstanceAction(
        Json.text(n, "action"),
        Json.needText(n, "request_id"),
        Json.time(n, "start_time"),
        Json.textOrNull(n, "message"),
        Json.each(
            n.get("events"),
            e -> new InstanceAction.Event(Json.text(e, "event"), Json.textOrNull(e, "result"))));
  }

  static Flavor flavor(JsonNode n) {
    return new Flavor(
        Json.needText(n, "id"),
        Json.text(n, "name"),
        Json.number(n, "vcpus"),
        Json.number(n, "ram"),
        Json.number(n, "disk"),
        Json.number(n, "OS-FLV-EXT-DATA:ephemeral"),
        Json.number(n, "swap"));
  }

  static Keypair keypair(JsonNode n) {
    JsonNode keypair = Json.need(n, "keypair");
    return new Keypair(Json.needText(keypair, "name"), Json.text(keypair, "fingerprint"));
  }
}
