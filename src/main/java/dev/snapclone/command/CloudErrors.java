package dev.snapclone.command;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;

/**
 * Turns a cloud's failure into a sentence and a next step: the one place where that is done, for
 * replies and for jobs.
 */
public final class CloudErrors {
  private CloudErrors() {}

  /** What happened and what to do next. The cloud's own words are quoted where they help. */
  public static Explained explain(CloudException e) {
    Arg cloud = Arg.name(e.cloud());
    Arg service = Arg.plain(e.service());
    Arg said = Arg.quote(e.said());
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
