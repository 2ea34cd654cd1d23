package dev.snapclone.clone;

import dev.snapclone.clone.LaunchPlan.Named;
import dev.snapclone.clone.LaunchPlan.PlannedNic;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the NICs of a planned instance. */
final class NicLines {
  private NicLines() {}

  /** One line of networks and one of groups if all NICs are alike, otherwise a line for each. */
  static List<Text> of(LaunchPlan launch) {
    List<PlannedNic> nics = launch.networking().nics();
    List<Text> lines = new ArrayList<>();
    if (nics.stream().map(NicLines::groups).distinct().count() == 1) {
      lines.add(
          Text.of(
              "clone.plan.networks",
              Arg.number(nics.size()),
              Arg.name(labels(nics.stream().map(PlannedNic::network).toList()))));
      lines.add(groups(nics.get(0)));
    } else {
      for (int i = 0; i < nics.size(); i++) {
        lines.add(
            Text.of(
                "clone.plan.nic",
                Arg.number(i + 1L),
                Arg.name(nics.get(i).network().label()),
                Arg.text(groups(nics.get(i)))));
      }
    }
    if (launch.networking().isolation() != null) {
      lines.add(Text.of("clone.plan.groups-when-lifted"));
    }
    return lines;
  }

  private static Text groups(PlannedNic nic) {
    return nic.portSecurity() ? groups(nic.securityGroups()) : Text.of("clone.plan.groups-open");
  }

  /** Security groups in a line; null for the project's default. */
  static Text groups(@Nullable List<Named> groups) {
    if (groups == null) {
      return Text.of("clone.plan.groups-default");
    }
    return groups.isEmpty()
        ? Text.of("clone.plan.groups-none")
        : Text.of("clone.plan.groups", Arg.number(groups.size()), Arg.name(labels(groups)));
  }

  static String labels(List<LaunchPlan.Named> named) {
    return named.stream().map(LaunchPlan.Named::label).collect(Collectors.joining(", "));
  }
}
