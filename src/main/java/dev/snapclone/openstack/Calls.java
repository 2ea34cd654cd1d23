package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.openstack.OSFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls. Each request gets its own library client, since a client is bound to its thread and
 * the newest one wins. When a service rejects the token, nothing has happened yet, so the call
 * signs in again and is repeated once.
 */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final int MAX_PAGES = 1000;
  private static final int MOST_LOGGED = 1000;

  /**
   * Replaces members that an element of a list lacks. Without this, one broken element would make
   * the whole list unreadable. Leaving the element out would be worse: it would look as if it did
   * not exist, and a job that searches for its mark or checks that a name is free would create a
   * duplicate. A GET is never completed: what decides about a single resource reads it by GET, and
   * fails.
   */
  private static final Map<String, String> STAND_INS =
      Map.of(
          "created", Instant.EPOCH.toString(),
          "created_at", Instant.EPOCH.toString(),
          "status", "UNKNOWN");

  /** The status for an unsupported microversion. */
  private static final int NOT_ACCEPTABLE = 406;

  /** Words that would turn a path with an id into another request. */
  private static final Set<String> NO_IDS = Set.of("", ".", "..", "detail", "summary");

  private final CloudSettings settings;
  private final Wire wire;
  private final Tokens tokens;
  private final Endpoints endpoints;
  private final Versions versions;
  private final InstantSource clock;
  private final Duration limit;
  private final Consumer<@Nullable String> requestIds;

  /** Ids of the completed elements, to log each once. */
  private final Set<String> completed;

  Calls(CloudSettings settings, Wire wire, Tokens tokens, InstantSource clock, Duration limit) {
    this.settings = settings;
    this.wire = wire;
    this.tokens = tokens;
    this.endpoints = new Endpoints(settings, wire.failures());
    this.versions = new Versions(wire, endpoints, clock);
    this.clock = clock;
    this.limit = limit;
    this.requestIds = id -> {};
    this.completed = ConcurrentHashMap.newKeySet();
  }

  private Calls(Calls same, Consumer<@Nullable String> requestIds) {
    this.settings = same.settings;
    this.wire = same.wire;
    this.tokens = same.tokens;
    this.endpoints = same.endpoints;
    this.versions = same.versions;
    this.clock = same.clock;
    this.limit = same.limit;
    this.requestIds = requestIds;
    this.completed = same.completed;
  }

  /** Also reports the request id of each changing call; null for none. */
  Calls withListener(Consumer<@Nullable String> ids) {
    return new Calls(this, ids);
  }

  /** The token and its catalog, signing in if needed. */
  SignedIn signedIn() {
    return tokens.get(new Deadline(clock, limit));
  }

  /** The microversions of a service; empty when unknown or when it has none. */
  Optional<Versions.Range> range(Service service) {
    Deadline deadline = new Deadline(clock, limit);
    return versions.range(service, tokens.get(deadline), deadline);
  }

  /** The highest supported version up to the wanted one. */
  Api available(Api wanted) {
    return range(wanted.service()).map(wanted::within).orElse(wanted);
  }

  /** Makes one library request; {@code work} must not make a second. */
  <T extends @Nullable Object> T with(Api wanted, Function<OSClientV3, T> work) {
    return versioned(wanted, api -> work);
  }

  /**
   * Makes a request whose form depends on the version: the highest supported up to the wanted one.
   * When the service rejects it, nothing has happened yet, so it is repeated at another version.
   */
  private <T extends @Nullable Object> T versioned(
      Api wanted, Function<Api, Function<OSClientV3, T>> work) {
    Deadline deadline = new Deadline(clock, limit);
    Api api = within(wanted, tokens.get(deadline), deadline);
    try {
      return renewing(api, deadline, work.apply(api));
    } catch (CloudException e) {
      if (e.status() == NOT_ACCEPTABLE) {
        versions.refused(wanted.service(), e.said());
        Api now = within(wanted, tokens.get(deadline), deadline);
        if (!now.equals(api)) {
          return renewing(now, deadline, work.apply(now));
        }
      }
      throw e;
    }
  }

  private Api within(Api wanted, SignedIn token, Deadline deadline) {
    return versions.range(wanted.service(), token, deadline).map(wanted::within).orElse(wanted);
  }

  private <T extends @Nullable Object> T renewing(
      Api api, Deadline deadline, Function<OSClientV3, T> work) {
    SignedIn token = tokens.get(deadline);
    try {
      return attempt(api, token, deadline, work);
    } catch (CloudException e) {
      if (e.kind() == Kind.MISCONFIGURED && e.status() == 0) {
        // The catalog came with the token: the next call gets both again.
        tokens.drop(token);
      }
      if (e.kind() != Kind.UNAUTHENTICATED) {
        throw e;
      }
      tokens.drop(token);
      return attempt(api, tokens.get(deadline), deadline, work);
    }
  }

  private <T extends @Nullable Object> T attempt(
      Api api, SignedIn token, Deadline deadline, Function<OSClientV3, T> work) {
    Session session = new Session(wire, endpoints, token, deadline, requestIds);
    Config config = Config.newConfig().withEndpointURLResolver(session);
    OSClientV3 client = OSFactory.clientFromToken(token.token(), Facing.PUBLIC, config);
    if (settings.region() != null) {
      client = client.useRegion(settings.region());
    }
    return work.apply(client.headers(api.headers()));
  }

  /** GET of an object. */
  <T> T get(Api api, String path, Map<String, String> params, Function<JsonNode, T> reader) {
    return read(api, with(api, os -> new JsonService(api.service()).get(path, params)), reader);
  }

  /** GET of one resource; empty when the id does not exist. */
  <T> Optional<T> find(Api api, String collection, String id, Function<JsonNode, T> reader) {
    if (NO_IDS.contains(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(get(api, collection + "/" + segment(id), Map.of(), reader));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A list that not every cloud shows: empty where it is missing or forbidden. */
  static <T> List<T> optional(Supplier<List<T>> list) {
    try {
      return list.get();
    } catch (CloudException e) {
      if (e.kind() == Kind.FORBIDDEN || e.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  /** All pages of a list, without resources that moved from one page to the next. */
  <T> List<T> pages(
      Api api, String path, String key, Map<String, String> params, Function<JsonNode, T> reader) {
    Map<String, T> all = new LinkedHashMap<>();
    Map<String, String> asked = new HashMap<>(params);
    Set<String> markers = new HashSet<>();
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonNode answer = get(api, path, asked, Function.identity());
      JsonNode items = read(api, answer, a -> ApiJson.need(a, key));
      String last = null;
      for (JsonNode item : items) {
        last = read(api, item, i -> ApiJson.needText(i, "id"));
        all.putIfAbsent(last, element(api, last, item, reader));
      }
      String marker = last == null ? null : next(answer, key, last);
      if (marker == null) {
        return new ArrayList<>(all.values());
      }
      if (!markers.add(marker)) {
        throw malformed(api, "the pages of a list go round in circles");
      }
      asked.put("marker", marker);
    }
    throw malformed(api, "a list of more than " + MAX_PAGES + " pages");
  }

  private <T> T element(Api api, String id, JsonNode item, Function<JsonNode, T> reader) {
    return read(
        api,
        item,
        node -> {
          ObjectNode copy = node.deepCopy();
          while (true) {
            try {
              return reader.apply(copy);
            } catch (Unreadable e) {
              String standIn = STAND_INS.get(e.key());
              if (standIn == null || standIn.equals(ApiJson.textOrNull(copy, e.key()))) {
                throw e;
              }
              copy.put(e.key(), standIn);
              if (completed.size() < MOST_LOGGED && completed.add(id)) {
                LOG.warn(
                    "{}: {} {} in a list: {}; {} is assumed",
                    settings.name(),
                    api.service().label(),
                    id,
                    e.getMessage(),
                    standIn);
              }
            }
          }
        });
  }

  /** The marker of the next page: Glance's link is at the top, others use KEY_links. */
  private static @Nullable String next(JsonNode answer, String key, String last) {
    String href = ApiJson.textOrNull(answer, "next");
    for (JsonNode link : answer.path(key + "_links")) {
      if ("next".equals(ApiJson.text(link, "rel"))) {
        href = ApiJson.textOrNull(link, "href");
      }
    }
    return href == null ? null : marker(href, last);
  }

  private static String marker(String href, String last) {
    int query = href.indexOf('?');
    for (String param : href.substring(query + 1).split("&", -1)) {
      if (param.startsWith("marker=") && param.length() > 7) {
        return URLDecoder.decode(param.substring(7), StandardCharsets.UTF_8);
      }
    }
    return last;
  }

  <T> T post(Api api, String path, JsonNode body, Function<JsonNode, T> reader) {
    return post(api, at -> new Post(path, body), reader);
  }

  /**
   * A request body and its path.
   *
   * @param path below the service's address
   * @param body JSON
   */
  record Post(String path, JsonNode body) {}

  /** POST of a body that depends on the supported version. */
  <T> T post(Api wanted, Function<Api, Post> what, Function<JsonNode, T> reader) {
    HttpResponse response =
        versioned(
            wanted,
            api -> {
              Post post = what.apply(api);
              return os ->
                  new JsonService(api.service())
                      .send(HttpMethod.POST, post.path(), post.body(), Session.JSON);
            });
    return read(wanted, response.readEntity(JsonNode.class), reader);
  }

  /** Sends JSON; the answer may be empty. */
  HttpResponse send(Api api, HttpMethod method, String path, JsonNode body, String type) {
    return with(api, os -> new JsonService(api.service()).send(method, path, body, type));
  }

  /** Deletes; false when it was already gone. */
  boolean delete(Api api, Function<OSClientV3, ?> work) {
    try {
      with(api, work);
      return true;
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Reads an answer; missing members are the service's fault, not a bug of ours. */
  <T> T read(Api api, JsonNode node, Function<JsonNode, T> reader) {
    try {
      return reader.apply(node);
    } catch (Unreadable e) {
      throw malformed(api, e.getMessage());
    } catch (ArithmeticException e) {
      throw malformed(api, "a number that is too large");
    }
  }

  /** A successful answer that lacks required data. */
  CloudException malformed(Api api, @Nullable String said) {
    return wire.failures()
        .malformed(api.service().label(), 200, Headers.EMPTY, said == null ? "not readable" : said);
  }

  /**
   * An id as part of a path. Ids may come from people, so an id must not change the path.
   *
   * @throws CloudException NOT_FOUND for what cannot be an id
   */
  String id(Api api, String id) {
    if (NO_IDS.contains(id)) {
      throw wire.failures().of(Kind.NOT_FOUND, api.service().label(), "no such id", null);
    }
    return segment(id);
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
