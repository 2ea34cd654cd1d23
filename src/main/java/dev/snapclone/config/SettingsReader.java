package dev.snapclone.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.BoundedPattern;
import dev.snapclone.access.RequestedAction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole configuration: the environment overrides the file, which overrides
 * reference.conf; clouds come from clouds.yaml. Reports all problems at once.
 */
public final class SettingsReader {
  /** Environment variables for keys. They override the file. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "DISCORD_TOKEN", "discord.token",
          "DISCORD_GUILDS", "discord.guilds",
          "DISCORD_API_URL", "discord.api-url",
          "DISCORD_GATEWAY_URL", "discord.gateway-url",
          "SNAPCLONE_STORAGE_URL", "storage.url",
          "SNAPCLONE_STORAGE_USER", "storage.user",
          "SNAPCLONE_STORAGE_PASSWORD", "storage.password",
          "SNAPCLONE_OPS_ADDRESS", "ops.address",
          "SNAPCLONE_OPS_HOSTS", "ops.hosts");

  /** Keys that hold a list; in an environment variable, commas separate its entries. */
  private static final Set<String> LISTS = Set.of("discord.guilds", "ops.hosts");

  private static final Pattern CIDR =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}|[0-9A-Fa-f:]+/\\d{1,3}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?");
  private static final Pattern MENTION = Pattern.compile("<[@#]&?\\d+>");

  /** Six missed heartbeats within this time mean a dead process; a shorter time is unreliable. */
  private static final Duration SHORTEST_TAKEOVER = Duration.ofSeconds(3);

  /** A copy costs as long as it is looked at. */
  private static final Duration MOST_WITHIN = Duration.ofHours(1);

  private final Environment environment;

  public SettingsReader(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads everything.
   *
   * @param named the file of {@code --config}, null for none
   * @param purpose decides what may be missing; without a token {@link Settings#discord()} is null
   * @throws ConfigException with every problem
   */
  public Settings read(@Nullable Path named, Purpose purpose) {
    Problems problems = new Problems();
    HoconFile hocon = new HoconFile(environment, problems);
    Config reference = HoconFile.reference();
    Path file = hocon.locate(named);
    Config parsed = hocon.parse(file);
    boolean fileUsable = problems.count() == 0;
    Config written = new UnknownKeys(reference, problems).report(parsed);
    Config all = overrides().withFallback(written).withFallback(reference);
    Values values = new Values(all, reference, problems);
    String source = file == null ? "configuration" : file.toString();
    ProxySettings proxy = new ProxyReader(environment, problems).read(values);
    Draft draft = new Draft(values, problems, source, purpose, fileUsable, proxy);
    List<CloudSettings> clouds =
        fileUsable && purpose != Purpose.STORAGE
            ? new CloudsReader(environment, problems).read(all)
            : List.of();
    Settings settings = draft.settings(clouds);
    if (problems.count() > 0) {
      throw new ConfigException(problems.all());
    }
    return settings;
  }

  public enum Purpose {
    /** To run the bot: nothing may be missing. */
    BOT,
    /** To check the set-up: the token may be missing. */
    CHECK,
    /** To read the storage: token, guilds and clouds may be missing. */
    STORAGE
  }

  private Config overrides() {
    Map<String, Object> byKey = new LinkedHashMap<>();
    VARIABLES.forEach(
        (variable, key) -> {
          String value = environment.variable(variable);
          if (value != null) {
            Object given =
                LISTS.contains(key)
                    ? Arrays.stream(value.split(",", -1)).map(String::strip).toList()
                    : value;
            byKey.put(
                key, ConfigValueFactory.fromAnyRef(given, "environment variable " + variable));
          }
        });
    return ConfigFactory.parseMap(byKey, "environment");
  }

  private record Draft(
      Values values,
      Problems problems,
      String source,
      Purpose purpose,
      boolean fileUsable,
      ProxySettings proxy) {

    Settings settings(List<CloudSettings> clouds) {
      List<String> guilds = guilds();
      return new Settings(
          discord(guilds),
          access(guilds, names(clouds)),
          approvals(names(clouds)),
          clouds,
          new Settings.Host(storage(), new OpsSettings(opsAddress(), opsHosts()), proxy),
          new Settings.Jobs(
              times(),
              new NamesReader(values).read(),
              snapshots(),
              copies(),
              new LeasesReader(values).read(),
              schedules(),
              new NotificationsReader(values, problems).read()),
          safety(),
          new ConsolesReader(problems).read(values, clouds),
          new CostsReader(values, problems, names(clouds)).read());
    }

    private SnapshotSettings snapshots() {
      String key = "snapshots.volumes";
      String volumes = values.text(key);
      if (!"root".equals(volumes) && !"all".equals(volumes)) {
        values.wrong(key, "is neither root nor all", "Write root or all");
      }
      return new SnapshotSettings("all".equals(volumes));
    }

    private CopySettings copies() {
      String key = "copies.isolated.rdp-from";
      List<String> ranges = values.texts(key);
      for (String range : ranges) {
        if (!CIDR.matcher(range).matches()) {
          values.wrong(key, "holds a range that is none", "Write ranges such as 192.0.2.0/24");
        }
      }
      return new CopySettings(
          ranges,
          values.duration("copies.automatic-network.within", Duration.ofSeconds(1)),
          verify());
    }

    private VerifySettings verify() {
      String key = "verify.expect";
      String mend = "Write verify.expect = \"^\\\\S+ login:\", or remove it";
      String expect = Objects.requireNonNullElse(values.text(key), "");
      if (expect.isEmpty()) {
        values.wrong(key, "is empty, and would be found in everything", mend);
      }
      BoundedPattern.problem(expect).ifPresent(why -> values.wrong(key, why, mend));
      Duration within = values.duration("verify.within", Duration.ofSeconds(1));
      if (within.compareTo(MOST_WITHIN) > 0) {
        values.wrong("verify.within", "must be at most one hour", "Write verify.within = 10m");
      }
      return new VerifySettings(within, expect);
    }

    private ScheduleSettings schedules() {
      return new ScheduleSettings(
          values.duration("schedules.shortest", Duration.ofMinutes(1)),
          values.duration("schedules.jitter", Duration.ZERO),
          values.number("schedules.most-instances", 1, 5_000),
          values.flag("schedules.digest"));
    }

    private SafetySettings safety() {
      String file = values.text("audit.anchor-file");
      Path anchor = null;
      try {
        anchor = file == null || file.isBlank() ? null : Path.of(file);
      } catch (InvalidPathException e) {
        values.wrong("audit.anchor-file", "is no path", "Write ./data/snapclone.audit-anchor");
      }
      return new SafetySettings(
          values.number("limits.acts-per-minute", 0, 100_000),
          values.number("limits.jobs-per-hour", 0, 100_000),
          anchor);
    }

    private @Nullable DiscordSettings discord(List<String> guilds) {
      String token = values.text("discord.token");
      if (token == null && purpose == Purpose.BOT && fileUsable) {
        problems.add(
            source,
            "discord.token is not set",
            "Set DISCORD_TOKEN to the bot's token: Discord developer portal, your application, Bot,"
                + " Reset Token");
      }
      if (token != null && token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
        values.wrong(
            "discord.token",
            "holds a character that no token has",
            "Copy the token again, without quotes, spaces or the word Bot before it");
      }
      String api = address("discord.api-url", Set.of("http", "https"));
      if (api != null && !api.endsWith("/api/v10/")) {
        values.wrong(
            "discord.api-url",
            "must end with /api/v10/, but is " + values.shown("discord.api-url"),
            "Write https://host/api/v10/, the slash at the end included");
      }
      String gateway = address("discord.gateway-url", Set.of("ws", "wss"));
      String approvals = channel("discord.approvals-channel");
      String audit = channel("discord.audit-channel");
      boolean showAddresses = values.flag("discord.show-addresses");
      return token == null
          ? null
          : new DiscordSettings(
              new Secret(token), guilds, api, gateway, approvals, audit, showAddresses, proxy);
    }

    private List<String> guilds() {
      List<String> guilds = values.texts("discord.guilds");
      if (guilds.isEmpty() && purpose != Purpose.STORAGE && fileUsable) {
        problems.add(
            source,
            "discord.guilds is empty",
            "Write discord.guilds = [\"…\"] or set DISCORD_GUILDS: in Discord, with developer mode"
                + " on, right-click the server, Copy Server ID");
      }
      for (String guild : guilds) {
        if (!isSnowflake(guild)) {
          values.wrong(
              "discord.guilds",
              "holds \"" + guild + "\", which is no guild id",
              "An id is a number of up to 20 digits: right-click the server, Copy Server ID");
        }
      }
      return guilds.stream().distinct().toList();
    }

    private static boolean isSnowflake(String text) {
      if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      try {
        return Long.parseUnsignedLong(text) != 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    private @Nullable String address(String key, Set<String> schemes) {
      String url = values.text(key);
      if (url == null) {
        return null;
      }
      if (Urls.host(url).isEmpty() || !schemes.contains(Urls.scheme(url))) {
        Set<String> sorted = new TreeSet<>(schemes);
        values.wrong(
            key,
            "must be an address that begins with "
                + String.join(":// or ", sorted)
                + "://, but is "
                + values.shown(key),
            "Correct it, or remove it to use Discord's own");
        return null;
      }
      return url;
    }

    private @Nullable String channel(String key) {
      String channel = values.text(key);
      if (channel != null && MENTION.matcher(channel).matches()) {
        values.wrong(
            key, "is written as a mention", "Write the id alone, or the name without the #");
      }
      return channel != null && channel.startsWith("#") ? channel.substring(1) : channel;
    }

    private static List<String> names(List<CloudSettings> clouds) {
      return clouds.stream().map(CloudSettings::name).toList();
    }

    private AccessPolicy access(List<String> guilds, List<String> clouds) {
      return new AccessPolicy(
          Set.copyOf(guilds),
          named("access.roles.operator"),
          named("access.roles.approver"),
          named("access.roles.admin"),
          named("access.channels").stream()
              .map(c -> c.startsWith("#") ? c.substring(1) : c)
              .toList(),
          new ScopesReader(values, problems, guilds, clouds).read());
    }

    private List<String> named(String key) {
      List<String> names = values.texts(key);
      if (names.stream().anyMatch(n -> MENTION.matcher(n).matches())) {
        values.wrong(key, "holds a mention", "Write the id alone, or the name");
      }
      return names;
    }

    private ApprovalSettings approvals(List<String> clouds) {
      ReasonsReader reasons = new ReasonsReader(values);
      Map<String, Integer> required = new LinkedHashMap<>();
      for (String command : RequestedAction.COMMANDS) {
        required.put(command, values.number("approvals." + command + ".required", 0, 10));
      }
      return new ApprovalSettings(
          required,
          values.flag("approvals.four-eyes"),
          values.duration("approvals.expire-after", Duration.ofSeconds(1)),
          values.duration("approvals.remind-after", Duration.ZERO),
          reasons.answers(),
          values.flag("approvals.ping"),
          new RulesReader(values, problems, clouds).read(),
          reasons.requests());
    }

    private StorageSettings storage() {
      String key = "storage.url";
      String url = Objects.requireNonNullElse(values.text(key), "");
      if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
        values.wrong(
            key,
            "must begin with jdbc:h2: or jdbc:postgresql:",
            "Write jdbc:h2:file:./data/snapclone or jdbc:postgresql://host/database");
      } else if (Pattern.compile("(?i)[;?&]password=").matcher(url).find()
          || Pattern.compile("//[^/@]*:[^/@]*@").matcher(url).find()) {
        values.wrong(
            key,
            "holds a password, and addresses end up in logs",
            "Move it to SNAPCLONE_STORAGE_PASSWORD or storage.password");
      }
      return new StorageSettings(
          url,
          Objects.requireNonNullElse(values.text("storage.user"), ""),
          new Secret(Objects.requireNonNullElse(values.text("storage.password"), "")));
    }

    private String opsAddress() {
      String key = "ops.address";
      String address = Objects.requireNonNullElse(values.text(key), "");
      try {
        HostPort.parse(address);
      } catch (IllegalArgumentException e) {
        values.wrong(
            key,
            "must be host:port, but is " + values.shown(key) + " (" + e.getMessage() + ")",
            "Write ops.address = \"127.0.0.1:9090\"");
      }
      return address;
    }

    private List<String> opsHosts() {
      String key = "ops.hosts";
      List<String> hosts = values.texts(key);
      for (String host : hosts) {
        if (!HOST.matcher(host).matches()) {
          values.wrong(
              key,
              "holds \"" + host + "\", which is neither a host name nor an address",
              "Write names without http:// and without a port, such as [\"snapclone.example\"]");
        }
      }
      return hosts;
    }

    private Settings.Times times() {
      Duration poll = values.duration("jobs.poll-interval", Duration.ofMillis(50));
      Duration takeover = values.duration("jobs.takeover-after", SHORTEST_TAKEOVER);
      Duration settle = values.duration("jobs.settle-time", Duration.ofSeconds(1));
      Duration stalled = values.duration("jobs.stalled-after", Duration.ofSeconds(1));
      if (poll.compareTo(takeover) >= 0) {
        values.wrong(
            "jobs.poll-interval",
            "must be shorter than jobs.takeover-after",
            "Write jobs.poll-interval = 1s and jobs.takeover-after = 20s");
      }
      if (stalled.compareTo(settle) <= 0) {
        values.wrong(
            "jobs.stalled-after",
            "must be longer than jobs.settle-time",
            "Write jobs.settle-time = 60s and jobs.stalled-after = 2h");
      }
      return new Settings.Times(poll, takeover, settle, stalled);
    }
  }
}
