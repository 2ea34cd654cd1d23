package dev.snapclone.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The reasons that people give with requests.
 *
 * @param usual the default demand
 * @param tickets the address of a ticket, with {@code {1}} for what the pattern found; empty for no
 *     links
 */
public record RequestReasons(ReasonDemand usual, String tickets) {
  /** No reason is required, and there are no links. */
  public static final RequestReasons NONE = new RequestReasons(ReasonDemand.NONE, "");

  /** The placeholder for the ticket in {@link #tickets}. */
  public static final String NUMBER = "{1}";

  public RequestReasons {
    Objects.requireNonNull(usual, "usual");
    Objects.requireNonNull(tickets, "tickets");
  }

  /** The address of the ticket that a reason names; empty for none. */
  Optional<String> link(Stream<ReasonDemand> demands, String reason) {
    if (tickets.isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(demands, Stream.of(usual))
        .map(ReasonDemand::pattern)
        .filter(pattern -> !pattern.isEmpty())
        .flatMap(pattern -> BoundedPattern.find(pattern, reason).stream())
        .filter(number -> !number.isBlank())
        .findFirst()
        .map(number -> tickets.replace(NUMBER, encoded(number)));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
