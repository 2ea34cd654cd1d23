package dev.snapclone.app;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rights;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Checks one cloud by reading only: login, each service of the catalog, quotas, and whether the
 * bot's user has the keypairs of the project's instances.
 */
final class CheckCloud {
  private static final int SHOWN = 10;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final CheckReport report;
  private final CloudSettings settings;
  private final Optional<Cloud> cloud;
  private final String part;

  CheckCloud(CheckReport report, CloudSettings settings, Optional<Cloud> cloud) {
    this.report = report;
    this.settings = settings;
    this.cloud = cloud;
    this.part = "cloud " + settings.name();
  }

  void run() {
    transport();
    cloud.ifPresent(this::look);
  }

  private void transport() {
    URI keystone = URI.create(settings.authUrl());
    String host = Objects.requireNonNullElse(keystone.getHost(), "");
    if ("http".equals(keystone.getScheme()) && !LOOPBACK.contains(host)) {
      report.warning(
          part,
          Text.of("check.cloud.http", Arg.code(settings.authUrl())),
          Text.of("check.cloud.http.mend"));
    } else if (!settings.tls().verify()) {
      report.warning(part, Text.of("check.cloud.verify"), Text.of("check.cloud.verify.mend"));
    }
  }

  private void look(Cloud cloud) {
    try {
      Account account = cloud.account();
      report.works(
          part,
          Text.of(
              "check.cloud.login.ok",
              Arg.name(account.userName()),
              Arg.name(account.projectName()),
              Arg.code(settings.authUrl())));
    } catch (CloudException e) {
      failed("login", e);
      return;
    }
    versions(cloud);
    List<Instance> instances = listed("instances", cloud::instances);
    listed("flavors", cloud::flavors);
    listed("images", cloud::images);
    listed("volumes", cloud::volumes);
    listed("volume-snapshots", cloud::volumeSnapshots);
    listed("networks", cloud::networks);
    listed("security-groups", cloud::securityGroups);
    rights(cloud);
    quota(cloud);
    keypairs(cloud, instances);
  }

  private void versions(Cloud cloud) {
    Abilities abilities = cloud.abilities();
    if (!abilities.versions().isEmpty()) {
      String told =
          new TreeMap<>(abilities.versions())
              .entrySet().stream()
                  .map(e -> e.getKey() + " " + e.getValue())
                  .collect(Collectors.joining(", "));
      report.works(part, Text.of("check.cloud.versions", Arg.plain(told)));
    }
    abilities.missing().stream()
        .sorted()
        .forEach(
            ability ->
                report.warning(
                    part,
                    Text.of("check.cloud.lacks." + key(ability)),
                    Text.of("check.cloud.lacks.mend")));
  }

  private void rights(Cloud cloud) {
    try {
      Rights rights = cloud.rights();
      Text roles = Text.of("check.cloud.roles", Arg.plain(String.join(", ", rights.roles())));
      if (rights.refused().isEmpty()) {
        report.works(part, roles);
      }
      new TreeMap<>(rights.refused())
          .forEach(
              (right, said) ->
                  report.problem(
                      part,
                      Text.of(
                          "check.cloud.refused." + key(right), Arg.text(roles), Arg.quote(said)),
                      Text.of("check.cloud.mend.forbidden")));
    } catch (CloudException e) {
      failed("rights", e);
    }
  }

  private static String key(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void failed(String what, CloudException e) {
    report.problem(
        part,
        failure(Arg.text(Text.of("check.cloud.what." + what)), e),
        e.kind() == CloudException.Kind.FORBIDDEN
            ? Text.of(
                "check.cloud.mend.forbidden-for", Arg.text(Text.of("check.cloud.needed." + what)))
            : Text.of("check.cloud.mend." + key(e.kind())));
  }

  /** A call without an answer has no status, and not every answer has a request id. */
  private static Text failure(Arg what, CloudException e) {
    Arg said = Arg.quote(e.said());
    if (e.status() == 0) {
      return Text.of("check.cloud.failed", what, said);
    }
    Arg status = Arg.number(e.status());
    return e.requestId() == null
        ? Text.of("check.cloud.failed.status", what, said, status)
        : Text.of("check.cloud.failed.request", what, said, status, Arg.code(e.requestId()));
  }

  private <T> List<T> listed(String what, Supplier<List<T>> list) {
    try {
      List<T> all = list.get();
      report.works(
          part,
          Text.of(
              "check.cloud.listed",
              Arg.text(Text.of("check.cloud.what." + what)),
              Arg.number(all.size())));
      return all;
    } catch (CloudException e) {
      failed(what, e);
      return List.of();
    }
  }

  private void quota(Cloud cloud) {
    // How full a server group is, depends on the group.
    Set<Quota.Item> ofProject = EnumSet.complementOf(EnumSet.of(Quota.Item.SERVER_GROUP_MEMBERS));
    Quota quota;
    try {
      quota = cloud.quota(ofProject);
    } catch (CloudException e) {
      failed("quota", e);
      return;
    }
    List<String> told = new ArrayList<>();
    List<String> full = new ArrayList<>();
    Set<Quota.Item> unknown = EnumSet.copyOf(ofProject);
    for (Quota.Item item : ofProject) {
      quota
          .of(item)
          .ifPresent(
              usage -> {
                unknown.remove(item);
                told.add(
                    words(item)
                        + " "
                        + usage.used()
                        + (usage.limit() < 0 ? " (no limit)" : "/" + usage.limit()));
                if (!usage.fits(1)) {
                  full.add(words(item));
                }
              });
    }
    if (!told.isEmpty()) {
      report.works(part, Text.of("check.cloud.quota.ok", Arg.plain(String.join(", ", told))));
    }
    if (!full.isEmpty()) {
      report.warning(
          part,
          Text.of("check.cloud.quota.full", Arg.plain(String.join(", ", full))),
          Text.of("check.cloud.quota.full.mend"));
    }
    if (!unknown.isEmpty()) {
      report.warning(
          part,
          Text.of(
              "check.cloud.quota.untold",
              Arg.plain(unknown.stream().map(CheckCloud::words).collect(Collectors.joining(", ")))),
          Text.of("check.cloud.quota.untold.mend"));
    }
  }

  private static String words(Quota.Item item) {
    return item.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void keypairs(Cloud cloud, List<Instance> instances) {
    Set<String> own;
    try {
      own = cloud.keypairs().stream().map(Keypair::name).collect(Collectors.toSet());
    } catch (CloudException e) {
      failed("keypairs", e);
      return;
    }
    Set<String> foreign = new TreeSet<>();
    for (Instance instance : instances) {
      String keypair = instance.launched().keypair();
      if (keypair != null && !own.contains(keypair)) {
        foreign.add(keypair);
      }
    }
    if (foreign.isEmpty()) {
      report.works(part, Text.of("check.cloud.keypairs.ok", Arg.number(own.size())));
    } else {
      report.warning(
          part,
          Text.of(
              "check.cloud.keypairs.foreign", Arg.number(foreign.size()), Arg.name(some(foreign))),
          Text.of("check.cloud.keypairs.mend"));
    }
  }

  private static String some(Collection<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + ", …" : shown;
  }
}
