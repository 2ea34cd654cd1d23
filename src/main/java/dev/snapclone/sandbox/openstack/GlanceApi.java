package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Glance v2. */
final class GlanceApi {
  /** Glance's default page size. */
  private static final int PAGE = 25;

  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "status",
          "size",
          "virtual_size",
          "checksum",
          "created_at",
          "updated_at",
          "owner",
          "file",
          "self",
          "schema",
          "os_hash_algo",
          "os_hash_value",
          "direct_url",
          "stores");

  private static final Set<String> OWN =
      Set.of(
          "name",
          "visibility",
          "protected",
          "min_disk",
          "min_ram",
          "disk_format",
          "container_format",
          "tags",
          "os_hidden");

  private static final Set<String> NO_FILTER =
      Set.of(
          "limit",
          "marker",
          "sort",
          "sort_key",
          "sort_dir",
          "name",
          "owner",
          "status",
          "visibility",
          "member_status",
          "os_hidden",
          "id",
          "tag",
          "protected");

  private final CloudWorld world;
  private final ImageSnapshots snapshots;

  GlanceApi(CloudWorld world, ImageSnapshots snapshots) {
    this.world = world;
    this.snapshots = snapshots;
  }

  WireService service() {
    Routes<SignedInRequest> routes = new Routes<>();
    routes
        .on("GET", "/v2/images", this::list)
        .on("POST", "/v2/images", this::create)
        .on("GET", "/v2/images/{}", this::show)
        .on("PATCH", "/v2/images/{}", this::patch)
        .on("DELETE", "/v2/images/{}", this::delete)
        .on("PUT", "/v2/images/{}/file", this::upload)
        .on("GET", "/v2/info/usage", s -> usage());
    return new Frame(world, ErrorShape.GLANCE, null, GlanceApi::document, routes);
  }

  private static Optional<HttpAnswer> document(Call call) {
    boolean root = call.path().isEmpty() || call.path().equals("/");
    if (!root && !call.path().equals("/versions")) {
      return Optional.empty();
    }
    ObjectNode body = WireJson.object();
    ArrayNode versions = body.putArray("versions");
    for (int minor = 15; minor >= 0; minor--) {
      ObjectNode version = versions.addObject().put("id", "v2." + minor);
      version.put("status", minor == 15 ? "CURRENT" : "SUPPORTED");
      version
          .putArray("links")
          .addObject()
          .put("rel", "self")
          .put("href", call.base() + "/image/v2/");
    }
    return Optional.of(HttpAnswer.json(root ? 300 : 200, body));
  }

  /** Whether a project may see an image. */
  static boolean visible(Project project, Image image) {
    return image.ownerId.equals(project.id)
        || image.visibility.equals("public")
        || image.visibility.equals("community");
  }

  private Image find(SignedInRequest session, String id) {
    Image image = world.storage.images.get(id);
    if (image == null || !visible(session.project(), image)) {
      throw ApiError.notFound("No image found with ID " + id);
    }
    return image;
  }

  private HttpAnswer list(SignedInRequest session) {
    String visibility = session.param("visibility");
    if (visibility != null
        && !Set.of("public", "private", "shared", "community", "all").contains(visibility)) {
      throw ApiError.badRequest("Invalid visibility value: " + visibility);
    }
    String limit = session.param("limit");
    if (limit != null && !limit.matches("\\d{1,9}")) {
      throw ApiError.badRequest("limit param must be an integer");
    }
    List<Image> all =
        world.storage.images.values().stream()
            .filter(i -> visible(session.project(), i) && wanted(session, i))
            .filter(i -> !i.listedFrom.isAfter(world.now()))
            .sorted(
                Comparator.comparing((Image i) -> i.created).thenComparing(i -> i.id).reversed())
            .toList();
    Paging<Image> paging =
        Paging.of(
            session.call(),
            all,
            i -> i.id,
            limit == null ? Math.min(PAGE, world.pageSize) : world.pageSize,
            marker -> ApiError.badRequest("No image found with ID " + marker));
    ObjectNode body = WireJson.object();
    ArrayNode images = body.putArray("images");
    paging.page().forEach(i -> images.add(view(i)));
    String query = session.call().rawQuery();
    body.put("first", "/v2/images" + (query.isEmpty() ? "" : "?" + query));
    paging
        .next()
        .ifPresent(marker -> body.put("next", "/v2/images" + Paging.query(session.call(), marker)));
    body.put("schema", "/v2/schemas/images");
    return HttpAnswer.json(200, body);
  }

  private static boolean wanted(SignedInRequest session, Image image) {
    String visibility = session.param("visibility");
    boolean community =
        image.visibility.equals("community") && !image.ownerId.equals(session.project().id);
    boolean seen =
        visibility == null
            ? !community
            : visibility.equals("all") || image.visibility.equals(visibility);
    return seen
        && is(session, "name", image.name)
        && is(session, "owner", image.ownerId)
        && is(session, "status", image.status)
        && is(session, "id", image.id)
        && (session.param("protected") == null
            || Boolean.parseBoolean(session.param("protected")) == image.guarded)
        && image.tags.containsAll(session.call().params("tag"))
        && session.call().query().entrySet().stream()
            .filter(e -> !NO_FILTER.contains(e.getKey()))
            .allMatch(
                e -> e.getValue().contains(image.properties.getOrDefault(e.getKey(), "None")));
  }

  private static boolean is(SignedInRequest session, String name, String value) {
    String wanted = session.param(name);
    return wanted == null
        || value.equals(wanted)
        || (wanted.startsWith("in:")
            && List.of(wanted.substring(3).split(",", -1)).contains(value));
  }

  private static ObjectNode view(Image image) {
    ObjectNode node = WireJson.strings(image.properties);
    node.put("name", image.name).put("disk_format", image.diskFormat);
    node.put("container_format", "bare").put("visibility", image.visibility);
    node.put("size", image.size);
    Long size = image.size;
    node.put("virtual_size", size == null || size == 0 ? null : size);
    node.put("status", image.status).put("checksum", image.checksum);
    node.put("protected", image.guarded);
    node.put("min_ram", image.minRam).put("min_disk", image.minDisk);
    node.put("owner", image.ownerId).put("os_hidden", false);
    node.put("os_hash_algo", image.hash == null ? null : "sha512");
    node.put("os_hash_value", image.hash).put("id", image.id);
    node.put("created_at", Times.zulu(image.created));
    node.put("updated_at", Times.zulu(image.updated));
    node.set("tags", WireJson.strings(image.tags));
    String self = "/v2/images/" + image.id;
    node.put("self", self).put("file", self + "/file").put("schema", "/v2/schemas/image");
    if (image.status.equals("active")) {
      node.put("stores", "file");
    }
    node.setAll(image.nonStringProperties);
    return node;
  }

  private HttpAnswer show(SignedInRequest session, List<String> path) {
    return HttpAnswer.json(200, view(find(session, path.get(0))));
  }

  private HttpAnswer create(SignedInRequest session) {
    JsonNode wanted = session.body();
    Image image =
        new Image(world.uuid(), wanted.path("name").asText(""), session.project().id, world.now());
    image.visibility = "shared";
    image.listedFrom = world.listed();
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      set(image, field.getKey(), field.getValue());
    }
    world.storage.images.put(image.id, image);
    world.changed("image", image.id, image.status);
    return HttpAnswer.json(201, view(image))
        .with("Location", session.call().base() + "/image/v2/images/" + image.id);
  }

  private void set(Image image, String key, JsonNode value) {
    if (READ_ONLY.contains(key)) {
      throw ApiError.forbidden("Attribute '%s' is read-only.".formatted(key));
    }
    if (!OWN.contains(key)) {
      if (!value.isTextual()) {
        throw ApiError.badRequest(
            """
            Provided object does not match schema 'image': %s is not of type 'string'

            Failed validating 'type' in schema['additionalProperties']:
                {'type': 'string'}

            On instance['%s']:
                %s\
            """
                .formatted(Schema.python(value), key, Schema.python(value)));
      }
      image.properties.put(key, threeBytes(key, value.asText()));
      return;
    }
    switch (key) {
      case "name" -> image.name = threeBytes(key, value.asText(""));
      case "protected" -> image.guarded = value.asBoolean();
      case "min_disk" -> image.minDisk = value.asInt();
      case "min_ram" -> image.minRam = value.asInt();
      case "disk_format" -> image.diskFormat = value.asText("raw");
      case "tags" -> {
        image.tags.clear();
        value.forEach(tag -> image.tags.add(tag.asText()));
      }
      case "visibility" -> {
        if (value.asText().equals("public")) {
          throw ApiError.forbidden("You are not authorized to complete publicize_image action.");
        }
        image.visibility = value.asText();
      }
      default -> {}
    }
  }

  private static String threeBytes(String key, String value) {
    if (Schema.beyondBmp(value)) {
      throw ApiError.badRequest(
          "%s%s can't contain 4 byte unicode characters."
              .formatted(key.substring(0, 1).toUpperCase(Locale.ROOT), key.substring(1)));
    }
    return value;
  }

  private Image own(SignedInRequest session, String id) {
    Image image = find(session, id);
    if (!image.ownerId.equals(session.project().id)) {
      throw ApiError.forbidden("You do not own this image");
    }
    return image;
  }

  private HttpAnswer patch(SignedInRequest session, List<String> path) {
    String type = session.call().header("Content-Type").orElse("");
    if (!type.startsWith("application/openstack-images-v2")) {
      throw new ApiError(
          415,
          "The request media type %s is not supported by this server.\n<br /><br />\n"
              .formatted(type));
    }
    JsonNode changes = session.call().json();
    if (changes == null || !changes.isArray()) {
      throw ApiError.badRequest("Request body must be a JSON array of operation objects.");
    }
    Image image = own(session, path.get(0));
    for (JsonNode change : changes) {
      change(image, change);
    }
    image.updated = world.now();
    world.changed("image", image.id, image.status);
    return HttpAnswer.json(200, view(image));
  }

  private void change(Image image, JsonNode change) {
    String key =
        change.path("path").asText().replaceFirst("^/", "").replace("~1", "/").replace("~0", "~");
    String op = change.path("op").asText();
    boolean extra = !OWN.contains(key) && !READ_ONLY.contains(key);
    if (extra && !op.equals("add") && !image.properties.containsKey(key)) {
      throw ApiError.conflict(
          "There was a conflict when trying to complete your request.<br /><br />\n"
              + "Property %s does not exist.".formatted(key));
    }
    if (op.equals("remove")) {
      if (!extra) {
        throw ApiError.forbidden("Property %s may not be removed.".formatted(key));
      }
      image.properties.remove(key);
    } else {
      set(image, key, change.path("value"));
    }
  }

  private HttpAnswer delete(SignedInRequest session, List<String> path) {
    Image image = world.storage.images.get(path.get(0));
    if (image == null || !visible(session.project(), image)) {
      throw ApiError.notFound("Failed to find image %s to delete".formatted(path.get(0)));
    }
    own(session, image.id);
    if (image.guarded) {
      throw ApiError.forbidden("Image %s is protected and cannot be deleted.".formatted(image.id));
    }
    world.storage.images.remove(image.id);
    world.changed("image", image.id, "gone");
    return HttpAnswer.empty(204);
  }

  private HttpAnswer upload(SignedInRequest session, List<String> path) {
    Image image = own(session, path.get(0));
    if (!image.status.equals("queued")) {
      throw ApiError.conflict(
          "Image status transition from %s to saving is not allowed".formatted(image.status));
    }
    snapshots.store(image, session.call().length());
    return HttpAnswer.empty(204);
  }

  private static HttpAnswer usage() {
    ObjectNode body = WireJson.object();
    body.putObject("usage");
    return HttpAnswer.json(200, body);
  }
}
