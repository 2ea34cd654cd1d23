package dev.snapclone.config;

import java.net.URI;
import java.util.Set;

/**
 * A receiver of events.
 *
 * @param url https, or http on loopback
 * @param secret {@code whsec_} and the key in Base64, as the Standard Webhooks have it
 * @param events what is sent, of {@link #EVENTS}
 */
public record WebhookSettings(URI url, Secret secret, Set<String> events) {
  public static final String JOB_ENDED = "job-ended";
  public static final String JOB_FAILED = "job-failed";
  public static final String APPROVAL_WAITING = "approval-waiting";
  public static final String APPROVAL_DECIDED = "approval-decided";

  /** All events. */
  public static final Set<String> EVENTS =
      Set.of(JOB_ENDED, JOB_FAILED, APPROVAL_WAITING, APPROVAL_DECIDED);

  /** What the secret begins with. */
  public static final String PREFIX = "whsec_";

  public WebhookSettings {
    events = Set.copyOf(events);
  }

  /** The receiver for people and logs: a path or a query may hold a secret. */
  public String shown() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
