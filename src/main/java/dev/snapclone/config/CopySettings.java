package dev.snapclone.config;

import java.time.Duration;
import java.util.List;

/**
 * What copies may ask for.
 *
 * @param isolatedRdpFrom ranges of addresses, in CIDR, from which Remote Desktop is let into an
 *     isolated copy; empty for none
 * @param automaticWithin how long a Windows copy with an automatic network may take to answer
 *     before the guide is posted
 */
public record CopySettings(List<String> isolatedRdpFrom, Duration automaticWithin) {
  /** The defaults. */
  public static final CopySettings USUAL = new CopySettings(List.of(), Duration.ofMinutes(15));

  public CopySettings {
    isolatedRdpFrom = List.copyOf(isolatedRdpFrom);
  }
}
