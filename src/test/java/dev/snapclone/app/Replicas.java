package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.ChannelPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.GuildPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.PersonPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.RolePlan;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A cloud, a guild with many channels and people, one PostgreSQL, and as many processes of the bot
 * on them as are wanted.
 */
final class Replicas implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("picks jobs as (snapclone-[a-z0-9]+)");

  final OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.demo());
  final DiscordSandbox discord;
  final List<String> channels;
  final List<Person> operators;
  final Person approver;
  final StorageSettings storage = TestDatabases.postgres();
  final BotProcesses bots;

  /**
   * @param folder where the processes work
   * @param channelCount how many channels
   * @param takeoverAfter {@code jobs.takeover-after}
   */
  Replicas(Path folder, int channelCount, Duration takeoverAfter) {
    channels = IntStream.rangeClosed(1, channelCount).mapToObj("team-%02d"::formatted).toList();
    List<String> names = List.of("anna", "olaf", "ida", "karl", "mia", "nils");
    discord = DiscordSandbox.start(guild(names));
    operators = names.stream().map(discord::person).toList();
    approver = discord.person("ben");
    bots =
        new BotProcesses(
            folder,
            Map.of(
                "DISCORD_TOKEN", discord.token(),
                "DISCORD_API_URL", discord.apiUrl(),
                "DISCORD_GATEWAY_URL", discord.gatewayUrl(),
                "SNAPCLONE_STORAGE_URL", storage.url(),
                "SNAPCLONE_STORAGE_USER", storage.user(),
                "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0"));
    try {
      Files.createDirectory(folder.resolve("conf"));
      Files.writeString(folder.resolve("clouds.yaml"), cloud.cloudsYaml());
      Files.writeString(folder.resolve("conf/snapclone.conf"), configuration(takeoverAfter));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private dev.snapclone.sandbox.discord.DiscordSandboxOptions guild(List<String> operatorNames) {
    List<PersonPlan> people = new ArrayList<>();
    operatorNames.forEach(n -> people.add(new PersonPlan(n, Set.of("operator"), "en-US", false)));
    people.add(new PersonPlan("ben", Set.of("approver"), "en-US", false));
    return dev.snapclone.sandbox.discord.DiscordSandboxOptions.empty(InstantSource.system())
        .with(
            new GuildPlan(
                "Acme",
                "en-US",
                channels.stream().map(c -> new ChannelPlan(c, Set.of())).toList(),
                List.of(new RolePlan("operator", true), new RolePlan("approver", true)),
                people));
  }

  private String configuration(Duration takeoverAfter) {
    return """
    discord.guilds = ["%s"]
    access.roles {
      operator = ["%s"]
      approver = ["%s"]
    }
    clouds { sto1 = demo-app }
    jobs { poll-interval = 500ms, settle-time = 3s, takeover-after = %dms }
    limits { acts-per-minute = 0, jobs-per-hour = 0 }
    """
        .formatted(
            discord.guildId(),
            discord.roleId("operator"),
            discord.roleId("approver"),
            takeoverAfter.toMillis());
  }

  /** Lifts the quotas and adds instances whose snapshots start at once; the ids. */
  List<String> manyInstances(int volumeBooted, int stopped) {
    for (String item :
        List.of("instances", "cores", "ram", "volumes", "snapshots", "gigabytes", "port")) {
      cloud.backstage().setQuota("demo", item, -1);
    }
    String net = cloud.view().ports().get(0).networkId();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < volumeBooted + stopped; i++) {
      String name = "app-%02d".formatted(i);
      InstanceSpec spec = InstanceSpec.of(name).in("demo", net).groups("default", "web");
      if (i < volumeBooted) {
        String root = cloud.backstage().addVolume("demo", name + "-root", 1, "ubuntu-22.04");
        spec = spec.flavor("b2.c1r2").volumes(List.of(root));
      } else {
        spec = spec.flavor("m1.small").image("ubuntu-22.04").state("SHUTOFF", "stopped", 4);
      }
      ids.add(cloud.backstage().addInstance(spec));
    }
    return ids;
  }

  /** Starts a process; it is not ready yet. */
  BotProcesses.Bot start() {
    try {
      return bots.start(Map.of(), "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts as many, all at once, and waits until all are ready. */
  List<BotProcesses.Bot> start(int count) {
    List<BotProcesses.Bot> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(start());
    }
    all.forEach(BotProcesses.Bot::awaitReady);
    return all;
  }

  /** The name under which a process picks runs in the database, as its log tells it. */
  static String pickName(BotProcesses.Bot bot) {
    Matcher matcher = NAME.matcher(bot.said());
    assertTrue(matcher.find(), bot::said);
    return matcher.group(1);
  }

  /** Sends a signal such as STOP or CONT. */
  static void signal(String name, BotProcesses.Bot bot) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(bot.process().pid())).start();
      assertTrue(kill.waitFor() == 0, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    bots.close();
    discord.close();
    cloud.close();
  }
}
