package dev.snapclone.linux;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to look at in one Linux clone: a command each, what one sees if there is something to do,
 * and what to do then. What keeps it from being reached comes first. Where cloud-init runs in the
 * image it has done some of it: it sets the host name and makes new SSH host keys for a new
 * instance id (cloud-init documentation, modules "Set Hostname" and "SSH", {@code ssh_deletekeys});
 * machine-id stays (systemd, machine-id(5), "Initialization").
 */
final class Checklist {
  /** What may stand in a command: an address, and nothing that a shell would read otherwise. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{3,45}");

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final int HOST_NAME_MAX = 63;
  private static final String NETWORK_FILES =
      "/etc/netplan /etc/network /etc/systemd/network /etc/sysconfig/network*"
          + " /etc/NetworkManager/system-connections";

  private final CloneMade clone;
  private final Instant asked;

  /**
   * @param asked when the clone was asked for: what is older in it is the original's
   */
  Checklist(CloneMade clone, Instant asked) {
    this.clone = clone;
    this.asked = asked;
  }

  List<Text> lines() {
    List<Text> lines = new ArrayList<>();
    if (clone.isolated()) {
      lines.add(Text.of("linux.isolated"));
    }
    lines.add(login());
    lines.add(address());
    lines.add(
        Text.of(
            "linux.mac",
            Arg.code(
                "sudo grep -rnsiE 'hwaddr|macaddress|attr.address' /etc/udev/rules.d "
                    + NETWORK_FILES),
            Arg.code("ip -br link"),
            Arg.code("/etc/udev/rules.d/70-persistent-net.rules")));
    lines.add(
        Text.of(
            "linux.fstab",
            Arg.code("sudo findmnt --verify"),
            Arg.code("unreachable"),
            Arg.code("/etc/fstab"),
            Arg.code("#")));
    lines.add(
        Text.of(
            "linux.host-name",
            Arg.code("hostname; grep -n . /etc/hosts"),
            Arg.name(clone.origin().name()),
            Arg.code("sudo hostnamectl set-hostname " + hostName())));
    lines.add(
        Text.of(
            "linux.machine-id",
            Arg.code("TZ=UTC ls -l /etc/machine-id"),
            asked(),
            Arg.code(
                "sudo sh -c 'rm -f /var/lib/dbus/machine-id; : > /etc/machine-id;"
                    + " systemd-machine-id-setup'"),
            Arg.code("sudo reboot")));
    lines.add(hostKeys());
    lines.add(
        Text.of(
            "linux.twice",
            Arg.code(
                "systemctl list-timers --no-pager; sudo sh -c 'tail -n +1 /etc/crontab"
                    + " /etc/cron.d/* /var/spool/cron/* /var/spool/cron/*/*'"),
            Arg.code("systemctl --type=service --state=running --no-pager"),
            Arg.code("sudo systemctl disable --now NAME")));
    return lines;
  }

  private Text login() {
    String at = reachableAt();
    String user = clone.login().user();
    if (at.isEmpty()) {
      return Text.of("linux.login-as-original");
    }
    if (!USER.matcher(user).matches()) {
      return Text.of("linux.login-address", Arg.code(at));
    }
    Arg to = Arg.code("ssh " + user + "@" + at);
    String keypair = clone.login().keypair();
    return keypair.isEmpty()
        ? Text.of("linux.login-user", to)
        : Text.of("linux.login-keypair", to, Arg.name(keypair));
  }

  private Text address() {
    List<String> old = addresses(clone.origin().fixedIps());
    if (old.isEmpty()) {
      return Text.of(
          "linux.address-unknown",
          Arg.code("sudo grep -rnsiE 'address|ipaddr|gateway' " + NETWORK_FILES),
          Arg.code("dhcp4: true"),
          Arg.code("BOOTPROTO=dhcp"),
          Arg.code("sudo reboot"));
    }
    String wanted = old.stream().map(ip -> "-e " + ip).collect(Collectors.joining(" "));
    return Text.of(
        "linux.address",
        Arg.code("sudo grep -rnsFw " + wanted + " /etc/hosts " + NETWORK_FILES),
        Arg.code(String.join(", ", old)),
        Arg.code("dhcp4: true"),
        Arg.code("BOOTPROTO=dhcp"),
        Arg.code("sudo reboot"));
  }

  private Text hostKeys() {
    Arg look = Arg.code("TZ=UTC ls -l /etc/ssh/ssh_host_*_key");
    Arg mend =
        Arg.code(
            "sudo sh -c 'rm -f /etc/ssh/ssh_host_*; ssh-keygen -A;"
                + " systemctl restart ssh || systemctl restart sshd'");
    String at = reachableAt();
    return at.isEmpty()
        ? Text.of("linux.host-keys", look, asked(), mend)
        : Text.of("linux.host-keys-known", look, asked(), mend, Arg.code("ssh-keygen -R " + at));
  }

  /** To be compared with what a command prints in UTC. */
  private Arg asked() {
    return Arg.code(
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC)
            .format(asked));
  }

  /** A floating address, else its first own one; empty when not known. */
  private String reachableAt() {
    List<String> all = new ArrayList<>(addresses(clone.login().floatingIps()));
    all.addAll(addresses(clone.login().fixedIps()));
    return all.isEmpty() ? "" : all.get(0);
  }

  private List<String> addresses(List<String> said) {
    return said.stream().filter(ip -> ADDRESS.matcher(ip).matches()).toList();
  }

  /** The instance's name as a host can have it (hostname(7)). */
  private String hostName() {
    String name =
        clone
            .copy()
            .name()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]+", "-")
            .replaceAll("^-+", "");
    String cut = name.substring(0, Math.min(name.length(), HOST_NAME_MAX)).replaceAll("-+$", "");
    return cut.isEmpty() ? "NAME" : cut;
  }
}
