package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.access.Scopes;
import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rights;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CopySettings;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.NameSettings;
import dev.snapclone.config.OpsSettings;
import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SnapshotSettings;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.i18n.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator reads. */
class CheckTest {
  private final QuietCloud cloud = new QuietCloud("sto1");
  private final FakeStorage storage = new FakeStorage();
  private final FakeDiscord discord = new FakeDiscord();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private String authUrl = "https://k:5000/v3";
  private boolean verify = true;
  private List<String> operators = List.of("ops");
  private List<String> approvers = List.of("200");
  private List<String> channels = List.of();
  private @Nullable String approvalsChannel = "approvals";
  private boolean token = true;
  private List<Rule> rules = List.of();
  private Scopes scopes = Scopes.NONE;

  private int check() {
    CloudSettings cloudSettings =
        new CloudSettings(
            "sto1",
            authUrl,
            new CloudSettings.Login.Token(new Secret("cloud-secret"), null),
            null,
            "public",
            Map.of(),
            new CloudSettings.Tls(verify, null, List.of()));
    DiscordSettings discordSettings =
        new DiscordSettings(
            new Secret("bot-secret"), List.of("1"), null, null, approvalsChannel, null, true);
    Settings settings =
        new Settings(
            token ? discordSettings : null,
            new AccessPolicy(Set.of("1"), operators, approvers, List.of(), channels, scopes),
            new ApprovalSettings(
                Map.of("clone", 1),
                true,
                Duration.ofHours(1),
                Duration.ZERO,
                Reasons.NONE,
                true,
                rules),
            List.of(cloudSettings),
            new Settings.Host(
                new StorageSettings("jdbc:h2:file:./data/snapclone", "", new Secret("")),
                new OpsSettings("127.0.0.1:0", List.of()),
                ProxySettings.NONE),
            new Settings.Jobs(
                new Settings.Times(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofHours(2)),
                new NameSettings("{instance}", "{instance}", ZoneOffset.UTC),
                SnapshotSettings.USUAL,
                CopySettings.USUAL),
            SafetySettings.NONE,
            Map.of(),
            CostSettings.NONE);
    printed.reset();
    return new Check(
            settings,
            storage,
            token ? discord : null,
            new Clouds(List.of(cloud)),
            Messages.load(),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run();
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Runs the check and expects these two lines next to each other, once. */
  private void assertSays(int problems, String line, String mend) {
    assertEquals(problems, check(), this::output);
    List<String> lines = output().lines().toList();
    int at = lines.indexOf(line);
    assertTrue(at >= 0, () -> "not said: " + line + "\n" + output());
    assertEquals(mend, lines.get(at + 1).strip());
  }

  @Test
  void everythingWorks() {
    cloud.instance("web-01", "ops-key");
    cloud.keypairs.add(new Keypair("ops-key", "aa:bb"));

    assertEquals(0, check(), this::output);

    assertEquals(
        """
        ok       configuration    readable; 1 cloud
        ok       policy           clone: 1 approval, not the requester's own, within 1 h 0 min.
        ok       storage          H2 2.4 opens and writes: jdbc:h2:file:./data/snapclone
        ok       discord          signed in as snapclone
        ok       discord          in Guild (1) with every permission that it needs
        ok       cloud sto1       signed in as bot in project demo at https://k:5000/v3
        ok       cloud sto1       API versions: block-storage 3.0 to 3.70, compute 2.1 to 2.93
        ok       cloud sto1       compute, instances: 1 found
        ok       cloud sto1       compute, flavors: 0 found
        ok       cloud sto1       image, images: 0 found
        ok       cloud sto1       block storage, volumes: 0 found
        ok       cloud sto1       block storage, volume snapshots: 0 found
        ok       cloud sto1       network, networks: 0 found
        ok       cloud sto1       network, security groups: 0 found
        ok       cloud sto1       roles of the login: member, reader
        ok       cloud sto1       quota: instances 3/10, cores 3/10, ram mb 3/10, volumes 3/10, snapshots 3/10, gigabytes 3/10, ports 3/10, security groups 3/10
        ok       cloud sto1       every keypair of the project's instances can be used (1 owned)
        0 problems, 0 warnings
        """,
        output());
  }

  private static Rule rule(String name, List<String> instances) {
    return RuleBuilder.aRule(
            name, new Rule.Match(List.of(), List.of(), List.of(), instances, 0, 0, 0, List.of()))
        .required(2)
        .build();
  }

  @Test
  void aRuleThatNeverCountsIsToldButIsNoProblem() {
    rules = List.of(rule("everything", List.of()), rule("production", List.of("prod-*")));

    assertSays(
        0,
        "WARNING  policy           rule 2 (production) never counts: rule 1 (everything), which"
            + " stands before it, fits everything that it fits",
        "-> Put the narrower rule first in approvals.rules, or remove it: the first rule that fits"
            + " counts.");
  }

  @Test
  void channelsByNameAreWarnedOf() {
    channels = List.of("ops", "41771983423143940");
    rules =
        List.of(
            RuleBuilder.aRule("production", Rule.Match.ALL)
                .channels(List.of("production", "41771983423143941"))
                .required(1)
                .build());
    scopes =
        new Scopes(
            Map.of(),
            Map.of(
                "cloud-test", new Scopes.Channel(Scopes.Roles.SILENT, null),
                "41771983423143942", new Scopes.Channel(Scopes.Roles.SILENT, null)),
            Map.of(),
            List.of());
    int unused = check();
    String named =
        "WARNING  policy           %s names the channel %s by its name; whoever may create";
    assertTrue(output().contains(named.formatted("access.channels", "ops")), this::output);
    assertTrue(
        output().contains(named.formatted("access.per-channel", "cloud-test")), this::output);
    assertTrue(
        output().contains(named.formatted("approvals.rules, production, ask", "production")),
        this::output);
    assertEquals(3, output().split("by its name", -1).length - 1, this::output);
    assertTrue(output().contains("-> Write the channel's id"), this::output);
  }

  @Test
  void rulesFromNarrowToWideAreNotWarnedOf() {
    rules = List.of(rule("production", List.of("prod-*")), rule("everything", List.of()));

    assertEquals(0, check(), this::output);
    assertFalse(output().contains("never counts"), this::output);
  }

  @Test
  void keypairsOfOtherUsersAreToldButAreNoProblem() {
    cloud.instance("web-01", "demo-key");
    cloud.instance("web-02", "demo-key");
    cloud.instance("off-01", null);

    assertSays(
        0,
        "WARNING  cloud sto1       1 keypair of the project's instances belongs to other users:"
            + " demo-key",
        "-> Clones are made without them. To change that, import the same public keys under the"
            + " same names as the bot's user.");
    assertTrue(output().endsWith("0 problems, 1 warning\n"), output());
  }

  @Test
  void certificatesThatNobodyChecksAreSaidLoudly() {
    verify = false;
    assertSays(
        0,
        "WARNING  cloud sto1       CERTIFICATES ARE NOT CHECKED (verify: false): anybody on the way"
            + " can read the password and act as the cloud",
        "-> Remove verify: false or insecure, and name the cloud's own certificate authority in"
            + " cacert.");
    authUrl = "http://k:5000/v3";
    assertSays(
        0,
        "WARNING  cloud sto1       http://k:5000/v3 is not encrypted: anybody on the way can read"
            + " the password",
        "-> Use https:// in auth_url.");
    authUrl = "http://127.0.0.1:5000/v3";
    verify = true;
    check();
    assertFalse(output().contains("WARNING"), output());
  }

  @Test
  void aRefusedSignInEndsTheCheckOfThatCloud() {
    cloud.fail(
        CloudException.Kind.UNAUTHENTICATED,
        "The request you have made requires authentication.",
        401,
        "account",
        "instances");

    assertSays(
        1,
        "PROBLEM  cloud sto1       signing in failed: The request you have made requires"
            + " authentication. (status 401, request req-1)",
        "-> Check the password or the secret in clouds.yaml; make a new application credential when"
            + " it has expired.");
    assertFalse(output().contains("instances"), output());
  }

  @Test
  void eachServiceThatFailsIsAProblemOfItsOwn() {
    cloud.fail(
        CloudException.Kind.MISCONFIGURED, "no endpoint in region sto9", 0, "volumes", "quota");
    cloud.fail(CloudException.Kind.FORBIDDEN, "Policy doesn't allow it", 403, "keypairs");

    assertSays(
        3,
        "PROBLEM  cloud sto1       block storage, volumes failed: no endpoint in region sto9",
        "-> Check region_name, interface and cacert in clouds.yaml.");
    assertTrue(output().endsWith("3 problems, 0 warnings\n"), output());
  }

  @ParameterizedTest
  @EnumSource(CloudException.Kind.class)
  void everyKindOfFailureHasARemedy(CloudException.Kind kind) {
    cloud.fail(kind, "said", 500, "images");
    assertEquals(1, check());
    assertTrue(output().contains("PROBLEM  cloud sto1       image, images failed: said"));
  }

  @ParameterizedTest
  @EnumSource(Rights.Right.class)
  void aRightThatIsMissingIsAProblemAndNamesItsCommands(Rights.Right right) {
    cloud.refused.put(right, "Policy doesn't allow it");
    assertEquals(1, check(), this::output);
    assertTrue(output().contains("PROBLEM  cloud sto1       the login may not "), output());
    assertTrue(output().contains("Policy doesn't allow it"), output());
    assertTrue(output().contains("roles of the login: member, reader"), output());
    assertTrue(output().contains("/copy"), output());
  }

  @Test
  void whatMayNotBeReadNamesItsCommands() {
    cloud.fail(CloudException.Kind.FORBIDDEN, "Policy doesn't allow it", 403, "instances");
    assertEquals(1, check());
    assertTrue(output().contains("-> It is needed for: every command. Give"), output());
  }

  @ParameterizedTest
  @EnumSource(Abilities.Ability.class)
  void whatTheCloudIsTooOldForIsToldAndIsNoProblem(Abilities.Ability ability) {
    cloud.lacking.add(ability);
    assertEquals(0, check(), this::output);
    assertTrue(output().contains("WARNING  cloud sto1       too old to "), output());
  }

  @Test
  void aFullAndAnUntoldQuota() {
    cloud.quota.put(Quota.Item.VOLUMES, new Quota.Usage(3, 3));
    cloud.quota.put(Quota.Item.CORES, new Quota.Usage(-1, 3));
    cloud.quota.remove(Quota.Item.PORTS);

    assertSays(
        0,
        "WARNING  cloud sto1       the quota leaves no room for: volumes",
        "-> Delete what is not needed, or ask the provider for more.");
    assertTrue(output().contains("cores 3 (no limit)"), output());
    assertTrue(output().contains("the cloud does not say its quota of: ports"), output());
  }

  @Test
  void storageThatDoesNotOpenOrWrite() {
    storage.opening = "Database may be already in use";
    assertSays(
        1,
        "PROBLEM  storage          jdbc:h2:file:./data/snapclone does not open: Database may be"
            + " already in use",
        "-> An H2 file has one owner: stop the bot that has it open, or use PostgreSQL. Check that"
            + " the folder may be written.");
    storage.opening = null;
    storage.writing = "read-only";
    assertEquals(1, check());
    assertTrue(output().contains("opens but cannot be written: read-only"), output());
  }

  @Test
  void noTokenAndARefusedToken() {
    token = false;
    assertSays(
        1,
        "PROBLEM  discord          no token is set",
        "-> Set DISCORD_TOKEN: Discord developer portal, your application, Bot, Reset Token.");
    token = true;
    discord.refusal = "401: Unauthorized";
    assertEquals(1, check());
    assertTrue(output().contains("Discord cannot be used: 401: Unauthorized"), output());
  }

  @Test
  void aGuildWithoutTheBotGetsTheInviteLink() {
    discord.guilds.clear();

    assertSays(
        1,
        "PROBLEM  discord          the bot is not in the guild 1",
        "-> Check the id in discord.guilds, or let an administrator of the guild open"
            + " https://discord.com/oauth2/authorize?client_id=77&scope=bot+applications.commands"
            + "&permissions=343597501440");
  }

  @Test
  void missingPermissionsAreNamedAsDiscordNamesThem() {
    discord.guild(NeededPermission.all() & ~(1L << 36) & ~(1L << 14));

    assertEquals(1, check());

    assertTrue(
        output().contains("in Guild the bot lacks: Embed Links, Create Private Threads"), output());
    discord.guild(1L << 3);
    assertEquals(0, check(), "an administrator may everything");
  }

  @Test
  void whatAChannelsOwnSettingsTakeAwayIsNamedWithTheChannel() {
    discord.gaps.add(new DiscordProbe.Gap("cloud", List.of("Send Messages"), true));
    discord.gaps.add(new DiscordProbe.Gap("approvals", List.of("Create Private Threads"), false));

    assertSays(
        1,
        "PROBLEM  discord          in #cloud of Guild the bot lacks: Send Messages",
        "-> Give these to the bot's role in the channel's settings, or name in access.channels the"
            + " channels where commands are taken.");
    assertTrue(output().contains("in #approvals of Guild the bot lacks"), output());
    channels = List.of("300");
    assertEquals(0, check(), "nobody is answered in #cloud by that name");
  }

  @Test
  void rolesAndChannelsThatDoNotExist() {
    operators = List.of("ops", "opps");
    channels = List.of("300", "clowd");
    approvalsChannel = "nowhere";

    assertEquals(3, check());

    assertTrue(output().contains("access.roles.operator names opps"), output());
    assertTrue(output().contains("access.channels names clowd"), output());
    assertTrue(output().contains("discord.approvals-channel names nowhere"), output());
  }

  @Test
  void nobodyMayAnythingOrNobodyMayApprove() {
    approvers = List.of();
    assertEquals(0, check());
    assertTrue(output().contains("only administrators of the guild may give them"), output());
    operators = List.of();
    assertEquals(0, check());
    assertTrue(output().contains("only administrators of the guild may do anything"), output());
  }

  @Test
  void namesCannotCommandTheTerminalAndSecretsAreNotTold() {
    cloud.instance("x", "\u001b[31mred\u202e");
    discord.refusal = "no";

    check();

    assertTrue(output().contains("?[31mred?"), output());
    assertFalse(output().contains("secret"), output());
  }

  /** Storage in memory. */
  private static final class FakeStorage implements StorageProbe {
    private @Nullable String opening;
    private @Nullable String writing;

    @Override
    public String open() {
      if (opening != null) {
        throw new IllegalStateException(opening);
      }
      return "H2 2.4";
    }

    @Override
    public void write() {
      if (writing != null) {
        throw new IllegalStateException("", new IllegalStateException(writing));
      }
    }
  }

  @Test
  void aNameThatSeveralChannelsHaveIsSaid() {
    discord.channels.put("1400", "approvals");
    discord.guild(NeededPermission.all());
    assertSays(
        0,
        "WARNING  discord          discord.approvals-channel names approvals, and 2 channels of Guild have"
            + " that name; the oldest counts",
        "-> Use the channel's id: the oldest is 400.");
  }

  @Test
  void aForumTakesCommandsInItsThreadsAndNoQuestions() {
    discord.silent.add("400");
    discord.guild(NeededPermission.all());
    channels = List.of("approvals");
    assertSays(
        1,
        "PROBLEM  discord          discord.approvals-channel names approvals, where no messages can be"
            + " posted",
        "-> Name a text or announcement channel; of a forum, one of its threads by its id.");
  }

  /** Discord in memory. */
  private static final class FakeDiscord implements DiscordProbe {
    private final Map<String, Guild> guilds = new HashMap<>();
    private final Map<String, String> channels =
        new HashMap<>(Map.of("300", "cloud", "400", "approvals"));
    private final Set<String> silent = new java.util.HashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable String refusal;

    FakeDiscord() {
      guild(NeededPermission.all());
    }

    void guild(long permissions) {
      guilds.put(
          "1",
          new Guild(
              "Guild", permissions, Map.of("100", "ops", "200", "approver"), channels, silent));
    }

    @Override
    public Bot signIn() {
      if (refusal != null) {
        throw new IllegalStateException(refusal);
      }
      return new Bot("77", "snapclone");
    }

    @Override
    public Optional<Guild> guild(String id, List<String> named) {
      return Optional.ofNullable(guilds.get(id));
    }

    @Override
    public List<Gap> gaps(String guild, List<String> named, boolean all) {
      return gaps.stream().filter(gap -> all || named.contains(gap.channel())).toList();
    }
  }
}
