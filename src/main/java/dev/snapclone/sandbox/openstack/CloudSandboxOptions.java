package dev.snapclone.sandbox.openstack;

import java.time.InstantSource;

/**
 * How to start a sandbox.
 *
 * @param host address to listen on; a loopback one
 * @param port port, 0 for any
 * @param region the region of all endpoints
 * @param timeline the source of time; closed with the sandbox
 * @param knobs durations and failures
 * @param seeded whether it starts with the demo projects, see {@link Seed}
 * @param pageSize maximum items per page, whatever the client asks for (Nova's and Cinder's default
 *     is 1000)
 * @param randomSeed the seed for addresses and probabilities
 */
public record CloudSandboxOptions(
    String host,
    int port,
    String region,
    Timeline timeline,
    Knobs knobs,
    boolean seeded,
    int pageSize,
    long randomSeed) {

  /** Real time, as slow as the lab, on a free port. */
  public static CloudSandboxOptions demo() {
    return new CloudSandboxOptions(
        "127.0.0.1",
        0,
        "sto1",
        new RealTimeline(InstantSource.system()),
        Knobs.likeTheLab(),
        true,
        1000,
        1);
  }

  /** Real time, as fast as possible, on a free port. */
  public static CloudSandboxOptions fast() {
    return demo().withKnobs(Knobs.fast());
  }

  /** The same on a port. */
  public CloudSandboxOptions withPort(int other) {
    return new CloudSandboxOptions(
        host, other, region, timeline, knobs, seeded, pageSize, randomSeed);
  }

  /** The same with another timeline. */
  public CloudSandboxOptions withTimeline(Timeline other) {
    return new CloudSandboxOptions(host, port, region, other, knobs, seeded, pageSize, randomSeed);
  }

  /** The same with other durations and failures. */
  public CloudSandboxOptions withKnobs(Knobs other) {
    return new CloudSandboxOptions(
        host, port, region, timeline, other, seeded, pageSize, randomSeed);
  }

  /** The same with another page size. */
  public CloudSandboxOptions withPageSize(int other) {
    return new CloudSandboxOptions(host, port, region, timeline, knobs, seeded, other, randomSeed);
  }

  /** The same with projects, users, flavors and images only: no instances. */
  public CloudSandboxOptions unseeded() {
    return new CloudSandboxOptions(
        host, port, region, timeline, knobs, false, pageSize, randomSeed);
  }
}
