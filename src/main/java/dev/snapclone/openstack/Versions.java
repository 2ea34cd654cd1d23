package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.snapclone.cloud.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The microversions of the services, from their version documents (API reference, "Show details of
 * specific API version"). Read at first use, again after an hour, since a cloud may be upgraded,
 * and after a refused version. If that fails, the known range stays and the next attempt is a
 * minute later. An unknown range limits nothing.
 */
final class Versions {
  private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
  private static final Duration KEEP = Duration.ofHours(1);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

  /** Reading the document must leave time for the actual call. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Pattern ROOT =
      Pattern.compile("(https?://[^/]+.*?/v\\d+(?:\\.\\d+)?)(?:/.*)?");
  private static final Pattern RANGE =
      Pattern.compile("(?i)minimum is (\\d+\\.\\d+) and maximum is (\\d+\\.\\d+)");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,5})");

  private final Wire wire;
  private final Endpoints endpoints;
  private final InstantSource clock;
  private final Map<Service, Known> known = new ConcurrentHashMap<>();

  Versions(Wire wire, Endpoints endpoints, InstantSource clock) {
    this.wire = wire;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /**
   * The microversions that a service supports.
   *
   * @param major 2 for Nova, 3 for Cinder
   */
  record Range(int major, int min, int max) {
    /** The nearest supported version. */
    int nearest(int minor) {
      return Math.max(min, Math.min(max, minor));
    }

    @Override
    public String toString() {
      return major + "." + min + " to " + major + "." + max;
    }
  }

  private record Known(@Nullable Range range, Instant until) {}

  /** The range of a service; empty when unknown, or when it has none. */
  Optional<Range> range(Service service, SignedIn signedIn, Deadline deadline) {
    if (service.microversionName() == null) {
      return Optional.empty();
    }
    Known last = known.get(service);
    if (last == null || !clock.instant().isBefore(last.until())) {
      last = read(service, signedIn, deadline, last == null ? null : last.range());
      known.put(service, last);
    }
    return Optional.ofNullable(last.range());
  }

  /**
   * Takes the range from a refusal if it names one; otherwise it is read again.
   *
   * @param said the error, such as {@code Minimum is 2.1 and maximum is 2.42.}
   */
  void refused(Service service, String said) {
    Matcher words = RANGE.matcher(said);
    Range range = words.find() ? range(words.group(1), words.group(2)) : null;
    if (range != null) {
      known.put(service, new Known(range, clock.instant().plus(KEEP)));
    } else {
      known.computeIfPresent(service, (s, last) -> new Known(last.range(), Instant.MIN));
    }
  }

  private Known read(
      Service service, SignedIn signedIn, Deadline deadline, @Nullable Range before) {
    try {
      Matcher root = ROOT.matcher(endpoints.url(signedIn, service));
      if (root.matches()) {
        Range range = ask(root.group(1) + "/", service, signedIn, deadline);
        if (range != null) {
          return new Known(range, clock.instant().plus(KEEP));
        }
      }
      LOG.info("{} does not tell its versions", service.label());
    } catch (CloudException e) {
      LOG.info("the versions of {} cannot be read now: {}", service.label(), e.getMessage());
    } catch (Unreadable e) {
      LOG.info("the versions of {} cannot be read: {}", service.label(), e.getMessage());
    }
    return new Known(before, clock.instant().plus(TRY_AGAIN));
  }

  private @Nullable Range ask(String url, Service service, SignedIn signedIn, Deadline deadline) {
    String token = signedIn.token().getId();
    Duration third = deadline.left().dividedBy(3);
    Request request =
        new Request.Builder()
            .url(url)
            .header("X-Auth-Token", token)
            .header("Accept", Session.JSON)
            .header("User-Agent", Session.USER_AGENT)
            .build();
    Answer answer =
        wire.send(
            request,
            service.label(),
            third.compareTo(PATIENCE) < 0 ? third : PATIENCE,
            List.of(token),
            id -> {});
    JsonNode document = ApiJson.object(answer.body());
    List<JsonNode> versions = new ArrayList<>(List.of(document.path("version")));
    if (document.get("versions") instanceof ArrayNode several) {
      several.forEach(versions::add);
    }
    return versions.stream()
        .map(v -> range(ApiJson.text(v, "min_version"), ApiJson.text(v, "version")))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Null for a service without microversions, where both are empty. */
  private static @Nullable Range range(String from, String to) {
    Matcher min = VERSION.matcher(from);
    Matcher max = VERSION.matcher(to);
    if (!min.matches() || !max.matches() || !min.group(1).equals(max.group(1))) {
      return null;
    }
    int lowest = Integer.parseInt(min.group(2));
    int highest = Integer.parseInt(max.group(2));
    return lowest > highest ? null : new Range(Integer.parseInt(max.group(1)), lowest, highest);
  }
}
