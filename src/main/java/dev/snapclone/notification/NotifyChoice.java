package dev.snapclone.notification;

/**
 * How a person is told.
 *
 * @param jobs of the ends of the jobs that they asked for
 * @param approvals of approvals that wait for them
 */
public record NotifyChoice(Way jobs, Way approvals) {
  /** Of everybody who has chosen nothing. */
  public static final NotifyChoice USUAL = new NotifyChoice(Way.CHANNEL, Way.CHANNEL);

  /** One way. The names are stored. */
  public enum Way {
    /** A mention in the channel. */
    CHANNEL,
    /** A direct message, and no mention. */
    DIRECT_MESSAGE,
    /** Neither. */
    NONE
  }
}
