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
 * @param verify settings for copies that are only started to see whether they boot
 */
public record CopySettings(
    List<String> isolatedRdpFrom, Duration automaticWithin, VerifySettings verify) {
  public static final CopySettings USUAL = new CopySettings(List.of(), Duration.ofMinutes(15));

  /** With the usual verification. */
  public CopySettings(List<String> isolatedRdpFrom, Duration automaticWithin) {
    this(isolatedRdpFrom, automaticWithin, VerifySettings.USUAL);
  }

  public CopySettings {
    isolatedRdpFrom = List.copyOf(isolatedRdpFrom);
  }
}
