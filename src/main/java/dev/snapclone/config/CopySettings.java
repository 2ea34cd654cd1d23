package dev.snapclone.config;

import java.time.Duration;
import java.util.List;

/**
 * Settings for copies.
 *
 * @param isolatedRdpFrom CIDR ranges that may reach an isolated copy by Remote Desktop; empty for
 *     none
 * @param automaticWithin how long a Windows copy with an automatic network may take to answer
 *     before the guide is posted
 */
public record CopySettings(List<String> isolatedRdpFrom, Duration automaticWithin) {
  public static final CopySettings USUAL = new CopySettings(List.of(), Duration.ofMinutes(15));

  public CopySettings {
    isolatedRdpFrom = List.copyOf(isolatedRdpFrom);
  }
}
