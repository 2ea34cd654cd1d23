package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.FaultPlan;
import dev.snapclone.sandbox.openstack.wire.Gate;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import dev.snapclone.sandbox.openstack.wire.RequestLog;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An OpenStack cloud on loopback, one listener with a path prefix per service. Sign in at {@link
 * #authUrl()} as {@code demo}, {@code bot} (both of project demo) or {@code other} with password
 * {@link Seed#PASSWORD} in domain Default, or with the application credentials {@code demo-bot} and
 * {@code bot-bot}.
 */
public final class OpenStackSandbox implements AutoCloseable {
  private static final String CONSOLE =
      """
      <!doctype html>
      <html lang="en">
      <title>Sandbox console</title>
      <h1>A console, in the sandbox</h1>
      <p>In a real cloud this link shows the screen of the instance, and you do the steps there.
      Here there is nothing to click: go back to the chat and press "I have done it".</p>
      """;

  private final CloudSandboxOptions options;
  private final CloudWorld world;
  private final Backstage backstage;
  private final FaultPlan faults;
  private final RequestLog log = new RequestLog();
  private final Gate gate;

  private OpenStackSandbox(CloudSandboxOptions options) {
    this.options = options;
    this.world = new CloudWorld(options);
    this.faults = new FaultPlan(options.randomSeed());
    SandboxNetworking networking = new SandboxNetworking(world);
    SandboxQuotas quotas = new SandboxQuotas(world);
    VolumeLifecycle volumes = new VolumeLifecycle(world);
    VolumeRequests requests = new VolumeRequests(world, quotas);
    InstanceLifecycle instances = new InstanceLifecycle(world, volumes, networking);
    Building building = new Building(world, instances, volumes, requests, networking);
    ImageSnapshots snapshots = new ImageSnapshots(world, instances, volumes, quotas);
    Placing placing = new Placing(world, networking, building, instances);
    this.backstage = new Backstage(world, placing, networking, instances, volumes, building);
    Seed seed = new Seed(world, networking, placing);
    world.run(seed::ground);
    if (options.seeded()) {
      world.run(seed::people);
    }
    NovaView view = new NovaView(world, networking);
    NovaCreate create =
        new NovaCreate(world, quotas, networking, new BootDisks(world), instances, building);
    NovaServers servers = new NovaServers(world, view, create, instances, networking);
    NovaActions actions =
        new NovaActions(world, quotas, servers, instances, snapshots, volumes, building);
    Map<String, WireService> services =
        Map.of(
            "/identity", new Keystone(world, new Catalog(world)),
            "/compute", new NovaApi(world, quotas).service(servers, actions),
            "/image", new GlanceApi(world, snapshots).service(),
            "/volume",
                new CinderApi(world, quotas, requests, volumes)
                    .service(new CinderSnapshots(world, quotas, requests, volumes)::route),
            "/network", new NeutronApi(world, quotas, networking).service(),
            "/console", call -> HttpAnswer.html(200, CONSOLE));
    this.gate =
        new Gate(
            options.host(), options.port(), services, faults, log, options.timeline(), this::pace);
  }

  /** Starts a sandbox; it listens when this returns. */
  public static OpenStackSandbox start(CloudSandboxOptions options) {
    OpenStackSandbox sandbox = new OpenStackSandbox(options);
    sandbox.gate.up();
    return sandbox;
  }

  /**
   * How long a request takes before its effect, so that "look, then create" can make duplicates.
   */
  private Duration pace(Call call) {
    if (!call.method().equals("POST")) {
      return Duration.ZERO;
    }
    if (call.path().equals("/compute/v2.1/servers")) {
      return options.knobs().get(Time.INSTANCE_POST);
    }
    if (call.path().endsWith("/volumes") || call.path().endsWith("/snapshots")) {
      return options.knobs().get(Time.VOLUME_POST);
    }
    boolean image = call.path().endsWith("/action") && call.path().startsWith("/compute");
    return image ? options.knobs().get(Time.IMAGE_POST) : Duration.ZERO;
  }

  /** Scheme, host and port. */
  public String url() {
    return "http://" + options.host() + ":" + gate.port();
  }

  /** Keystone's address, ending in {@code /v3}. */
  public String authUrl() {
    return url() + "/identity/v3";
  }

  /** The region of its endpoints. */
  public String region() {
    return options.region();
  }

  /** Durations and failures; can be changed at any time. */
  public Knobs knobs() {
    return options.knobs();
  }

  /** Faults between the client and the services. */
  public FaultPlan faults() {
    return faults;
  }

  /** Changes the cloud without its APIs. */
  public Backstage backstage() {
    return backstage;
  }

  /** The requests so far, oldest first. */
  public List<LoggedRequest> requests() {
    return log.all();
  }

  /** The log of requests. */
  public RequestLog requestLog() {
    return log;
  }

  /** A copy of the current state. */
  public CloudView view() {
    return world.locked(() -> CloudView.of(world));
  }

  /** Adds a listener for changes, called soon after each one, on the thread that made it. */
  public void onChange(Consumer<Change> listener) {
    world.listen(listener);
  }

  /** Makes the cloud unreachable: connections are refused. Timed events go on. */
  public void down() {
    gate.down();
  }

  /** Makes the cloud reachable again, at the same address. */
  public void up() {
    gate.up();
  }

  /**
   * A clouds.yaml with the entries {@code demo}, {@code bot}, {@code other} (passwords), {@code
   * demo-app} and {@code bot-app} (application credentials).
   */
  public String cloudsYaml() {
    StringBuilder yaml = new StringBuilder("clouds:\n");
    Map<String, String> users = Map.of("demo", "demo", "bot", "demo", "other", "other");
    users.forEach(
        (user, project) ->
            yaml.append(
                """
                  %s:
                    region_name: %s
                    identity_api_version: 3
                    auth:
                      auth_url: %s
                      username: %s
                      password: %s
                      project_name: %s
                      user_domain_name: Default
                      project_domain_name: Default
                """
                    .formatted(user, region(), authUrl(), user, Seed.PASSWORD, project)));
    Map<String, String> credentials = Map.of("demo-app", "demo-bot", "bot-app", "bot-bot");
    credentials.forEach(
        (cloud, name) ->
            yaml.append(
                """
                  %s:
                    region_name: %s
                    identity_api_version: 3
                    auth_type: v3applicationcredential
                    auth:
                      auth_url: %s
                      application_credential_id: %s
                      application_credential_secret: %s
                """
                    .formatted(
                        cloud,
                        region(),
                        authUrl(),
                        backstage.credential(name).id(),
                        backstage.credential(name).secret())));
    return yaml.toString();
  }

  @Override
  public void close() {
    gate.close();
    options.timeline().close();
  }
}
