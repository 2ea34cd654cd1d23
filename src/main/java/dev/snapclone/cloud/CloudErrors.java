package dev.snapclone.cloud;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a cloud's failure into a sentence and a next step: the one place where that is done, for
 * replies and for jobs. What the cloud says goes through {@link FailureTable} first; unknown words
 * are shown cleaned, under the kind of the failure.
 */
public final class CloudErrors {
  /** What the bot says itself of a connection that failed, in the languages of people. */
  private static final Map<String, String> OWN =
      Map.of(
          "it refuses the connection", "cloud.connection.refused",
          "no answer in time", "cloud.connection.late",
          "its name is not found (DNS)", "cloud.connection.name",
          "there is no way to it from here", "cloud.connection.no-way",
          "the connection broke", "cloud.connection.broke",
          "the proxy asks for a user and a password (407)", "cloud.connection.proxy");

  private CloudErrors() {}

  /** What happened and what to do next. The cloud's own words are quoted where they help. */
  public static Explained explain(CloudException e) {
    Optional<Explained> known =
        aboutTheRequest(e) ? FailureTable.explain(e.cloud(), e.said()) : Optional.empty();
    return known.orElseGet(() -> byKind(e));
  }

  /** Whether the words are about the request and not about the cloud. */
  private static boolean aboutTheRequest(CloudException e) {
    return switch (e.kind()) {
      case BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT, QUOTA -> true;
      case UNAUTHENTICATED,
          RATE_LIMITED,
          SERVER_ERROR,
          UNREACHABLE,
          NO_ANSWER,
          MALFORMED,
          MISCONFIGURED ->
          false;
    };
  }

  private static Explained byKind(CloudException e) {
    Arg cloud = Arg.name(e.cloud());
    Arg service = Arg.plain(e.service());
    String own = OWN.get(e.said());
    Arg said = own == null ? Arg.quote(CloudWords.clean(e.said())) : Arg.text(Text.of(own));
    return switch (e.kind()) {
      case BAD_REQUEST -> explained("bad-request", cloud, service, said);
      case UNAUTHENTICATED -> explained("unauthenticated", cloud, service, said);
      case FORBIDDEN -> explained("forbidden", cloud, service, said);
      case NOT_FOUND -> explained("not-found", cloud, service, said);
      case CONFLICT -> explained("conflict", cloud, service, said);
      case QUOTA -> explained("quota", cloud, service, said);
      case RATE_LIMITED -> explained("rate-limited", cloud, service, said);
      case SERVER_ERROR -> explained("server-error", cloud, service, said);
      case UNREACHABLE -> explained("unreachable", cloud, service, said);
      case NO_ANSWER -> explained("no-answer", cloud, service, said);
      case MALFORMED -> explained("malformed", cloud, service, said);
      case MISCONFIGURED -> explained("misconfigured", cloud, service, said);
    };
  }

  private static Explained explained(String kind, Arg... args) {
    return new Explained(Text.of("cloud.error." + kind, args), Text.of("cloud.next." + kind, args));
  }
}
