package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.openstack.OSFactory;

/**
 * Makes calls: a token, a client of the library that lives for this one request (it is bound to its
 * thread, and the last one made on a thread wins), and once more after a new sign-in when the token
 * was not taken, since then nothing has happened.
 */
final class Calls {
  private static final int MAX_PAGES = 1000;

  /** What a service answers to a microversion that it does not have. */
  private static final int NOT_ACCEPTABLE = 406;

  /** Words that stand in the place of an id and would answer something else. */
  private static final Set<String> NO_IDS = Set.of("", ".", "..", "detail", "summary");

  private final CloudSettings settings;
  private final Wire wire;
  private final Tokens tokens;
  private final Endpoints endpoints;
  private final Versions versions;
  private final InstantSource clock;
  private final Duration limit;
  private final Consumer<@Nullable String> requestIds;

  Calls(CloudSettings settings, Wire wire, Tokens tokens, InstantSource clock, Duration limit) {
    this.settings = settings;
    this.wire = wire;
    this.tokens = tokens;
    this.endpoints = new Endpoints(settings, wire.failures());
    this.versions = new Versions(wire, endpoints, clock);
    this.clock = clock;
    this.limit = limit;
    this.requestIds = id -> {};
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
  }

  /** The same, telling the request id of each call that changes something; null for none. */
  Calls telling(Consumer<@Nullable String> ids) {
    return new Calls(this, ids);
  }

  /** The token and its catalog, signing in if need be. */
  SignedIn signedIn() {
    return tokens.get(new Deadline(clock, limit));
  }

  /** The microversions of a service; empty when it does not tell, or has none. */
  Optional<Versions.Range> range(Service service) {
    Deadline deadline = new Deadline(clock, limit);
    return versions.range(service, tokens.get(deadline), deadline);
  }

  /** What a call that wants this gets: the highest version that the service has up to it. */
  Api available(Api wanted) {
    return range(wanted.service()).map(wanted::within).orElse(wanted);
  }

  /** Makes one request with the library; {@code work} must make no second one. */
  <T extends @Nullable Object> T with(Api wanted, Function<OSClientV3, T> work) {
    return versioned(wanted, api -> work);
  }

  /**
   * Makes a request whose form depends on the version: at the highest that the service has up to
   * the one that is wanted, and once more at another one when the service does not take it, since
   * then nothing has happened.
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
        // The catalog came with the token: the next call gets both anew.
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

  /** GET of an object, read by {@code reader}. */
  <T> T get(Api api, String path, Map<String, String> params, Function<JsonNode, T> reader) {
    return read(api, with(api, os -> new JsonService(api.service()).get(path, params)), reader);
  }

  /** GET of one resource; empty when there is none with that id. */
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

  /** All pages of a list, each resource once even if it slid from one page to the next. */
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
        all.putIfAbsent(last, read(api, item, reader));
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

  /** The marker of the next page: Glance links to it at the top, the others in KEY_links. */
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

  /** POST of JSON; the answer is read by {@code reader}. */
  <T> T post(Api api, String path, JsonNode body, Function<JsonNode, T> reader) {
    return post(api, at -> new Post(path, body), reader);
  }

  /**
   * What is posted.
   *
   * @param path below the service's address
   * @param body JSON
   */
  record Post(String path, JsonNode body) {}

  /** POST of what depends on the version that the service has. */
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

  /** Sends JSON; the answer may have no body. */
  HttpResponse send(Api api, HttpMethod method, String path, JsonNode body, String type) {
    return with(api, os -> new JsonService(api.service()).send(method, path, body, type));
  }

  /** Deletes; false when it was gone already. */
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

  /** Reads an answer; what it lacks is the service's fault, not a bug of ours. */
  <T> T read(Api api, JsonNode node, Function<JsonNode, T> reader) {
    try {
      return reader.apply(node);
    } catch (Unreadable e) {
      throw malformed(api, e.getMessage());
    } catch (ArithmeticException e) {
      throw malformed(api, "a number that is too large");
    }
  }

  /** An answer of success that does not hold what it must. */
  CloudException malformed(Api api, @Nullable String said) {
    return wire.failures()
        .malformed(api.service().label(), 200, Headers.EMPTY, said == null ? "not readable" : said);
  }

  /**
   * An id as part of a path. Ids come from people too, so nothing in one may change the path.
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
