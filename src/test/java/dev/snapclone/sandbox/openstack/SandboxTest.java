package dev.snapclone.sandbox.openstack;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh sandbox with a manual clock, and clients of the two members of project demo. */
abstract class SandboxTest {
  static final Instant START = Instant.parse("2026-11-22T19:00:00Z");

  final ManualTimeline time = new ManualTimeline(START);
  OpenStackSandbox cloud = OpenStackSandbox.start(options().withTimeline(time));
  Client demo = Client.signIn(cloud, "demo", "demo");
  Client bot = Client.signIn(cloud, "bot", "demo");

  /** Steps of a second, and requests take effect at once; can be overridden. */
  CloudSandboxOptions options() {
    Knobs knobs = Knobs.likeTheLab().promptly();
    return CloudSandboxOptions.demo().withKnobs(knobs);
  }

  @BeforeEach
  void somethingHappenedBefore() {
    advance(1000);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }
}
