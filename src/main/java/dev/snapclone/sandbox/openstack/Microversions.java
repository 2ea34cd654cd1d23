package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The microversions of a service, and their headers. */
final class Microversions {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)");

  private final String service;
  private final int major;
  private final int min;
  private final int newest;
  private final Knobs knobs;

  /**
   * @param service the word in OpenStack-API-Version: compute or volume
   * @param newest the highest minor version, unless the knobs set a lower one
   */
  Microversions(String service, int major, int min, int newest, Knobs knobs) {
    this.service = service;
    this.major = major;
    this.min = min;
    this.newest = newest;
    this.knobs = knobs;
  }

  /** The requested minor version, by default the lowest; 406 for an unsupported one. */
  int asked(Call call) {
    String asked = header(call).orElse(major + "." + min);
    if (asked.equals("latest")) {
      return max();
    }
    Matcher matcher = NUMBER.matcher(asked);
    if (!matcher.matches()) {
      throw ApiError.badRequest(
          "API Version String '%s' is of invalid format. Must be of format MajorNum.MinorNum."
              .formatted(asked));
    }
    int minor = Integer.parseInt(matcher.group(2));
    if (Integer.parseInt(matcher.group(1)) != major || minor < min || minor > max()) {
      throw new ApiError(
          406,
          "Version %s is not supported by the API. Minimum is %d.%d and maximum is %d.%d."
              .formatted(asked, major, min, major, max()));
    }
    return minor;
  }

  private Optional<String> header(Call call) {
    for (String part : call.header("OpenStack-API-Version").orElse("").split(",", -1)) {
      String trimmed = part.trim();
      if (trimmed.startsWith(service + " ")) {
        return Optional.of(trimmed.substring(service.length() + 1).trim());
      }
    }
    return service.equals("compute")
        ? call.header("X-OpenStack-Nova-API-Version")
        : Optional.empty();
  }

  /** Adds the headers with the version of the answer. */
  HttpAnswer addHeaders(Call call, HttpAnswer answer) {
    String version = header(call).orElse(major + "." + min);
    if (version.equals("latest")) {
      version = major + "." + max();
    }
    HttpAnswer dressed =
        answer
            .with("OpenStack-API-Version", service + " " + version)
            .with("Vary", "OpenStack-API-Version")
            .with("X-Compute-Request-Id", call.requestId());
    return service.equals("compute")
        ? dressed.with("X-OpenStack-Nova-API-Version", version)
        : dressed;
  }

  int min() {
    return min;
  }

  int max() {
    return Math.min(newest, knobs.apiMaximum(service));
  }
}
