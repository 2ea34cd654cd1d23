package dev.snapclone.sandbox.openstack.panel;

import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of the cloud in the page's format. */
final class CloudPicture {
  private static final int CALLS = 60;

  private final OpenStackSandbox cloud;
  private final String project;
  private final Troubles troubles;
  private final List<Lever> levers;
  private final Set<String> old = new HashSet<>();

  CloudPicture(OpenStackSandbox cloud, String project, Troubles troubles, List<Lever> levers) {
    this.cloud = cloud;
    this.project = project;
    this.troubles = troubles;
    this.levers = levers;
    CloudView view = cloud.view();
    view.instances().forEach(i -> old.add(i.id()));
    view.volumes().forEach(v -> old.add(v.id()));
    view.snapshots().forEach(s -> old.add(s.id()));
    view.images().forEach(i -> old.add(i.id()));
  }

  /** Everything at one moment. */
  record State(
      boolean up,
      List<Thing> instances,
      List<Thing> volumes,
      List<Thing> snapshots,
      List<Thing> images,
      List<Said> calls,
      List<Handle> levers) {}

  /**
   * A resource.
   *
   * @param doing what is being done with it, null for nothing
   * @param detail further details in one line
   * @param fresh whether it was created after the start
   */
  record Thing(
      String id,
      String name,
      String status,
      @Nullable String doing,
      String detail,
      boolean fresh) {}

  /**
   * A call, or several identical ones in a row.
   *
   * @param status the status of the answer; 0 before it, -1 when it was lost
   */
  record Said(String id, String method, String path, int status, int times) {}

  /** A control with its current state. */
  record Handle(String id, String label, String hint, String state, boolean free) {}

  State now() {
    CloudView view = cloud.view();
    return new State(
        !troubles.isDown(),
        view.instances().stream()
            .filter(i -> i.project().equals(project))
            .map(this::instance)
            .toList(),
        view.volumes().stream().map(v -> volume(v, view)).toList(),
        view.snapshots().stream().map(s -> snapshot(s, view)).toList(),
        view.images().stream().map(this::image).toList(),
        calls(cloud.requests()),
        levers.stream().map(CloudPicture::handle).toList());
  }

  private static Handle handle(Lever lever) {
    String state = lever.state().get();
    return new Handle(
        lever.id(), lever.label(), lever.hint(), state, state.isEmpty() || lever.again());
  }

  private Thing instance(CloudView.InstanceView i) {
    String source = i.launched().imageId() == null ? "boots from a volume" : "boots from an image";
    String addresses = String.join(", ", i.addresses());
    String detail = addresses.isEmpty() ? source : addresses + " · " + source;
    return thing(
        i.id(), i.name(), i.status(), i.taskState(), detail + " · " + i.launched().flavor());
  }

  private Thing volume(CloudView.VolumeView v, CloudView view) {
    String where =
        v.instanceId() == null
            ? "attached to nothing"
            : "in " + view.instance(v.instanceId()).map(i -> i.name()).orElse(v.instanceId());
    return thing(v.id(), v.name(), v.status(), null, v.size() + " GiB · " + where);
  }

  private Thing snapshot(CloudView.SnapshotView s, CloudView view) {
    String volume =
        view.volumes().stream()
            .filter(v -> v.id().equals(s.volumeId()))
            .map(v -> named(v.name(), v.id()))
            .findFirst()
            .orElse(s.volumeId());
    return thing(s.id(), s.name(), s.status(), null, "of volume " + volume);
  }

  private Thing image(CloudView.ImageView i) {
    boolean taken = i.visibility().equals("private");
    return thing(i.id(), i.name(), i.status(), null, taken ? "snapshot" : "public image");
  }

  private Thing thing(
      String id, String name, String status, @Nullable String doing, String detail) {
    return new Thing(id, named(name, id), status, doing, detail, !old.contains(id));
  }

  private static String named(String name, String id) {
    return name.isEmpty() ? id : name;
  }

  /**
   * The last calls, oldest first. Repeated polls are one line, even if the last one is not answered
   * yet.
   */
  private static List<Said> calls(List<LoggedRequest> all) {
    List<Said> calls = new ArrayList<>();
    for (LoggedRequest request : all.subList(Math.max(0, all.size() - 4 * CALLS), all.size())) {
      int end = calls.size() - 1;
      if (end >= 0 && same(calls.get(end), request)) {
        Said before = calls.get(end);
        int status = request.status() == 0 ? before.status() : request.status();
        calls.set(
            end, new Said(before.id(), before.method(), before.path(), status, before.times() + 1));
      } else {
        calls.add(
            new Said(request.requestId(), request.method(), request.path(), request.status(), 1));
      }
    }
    return List.copyOf(calls.subList(Math.max(0, calls.size() - CALLS), calls.size()));
  }

  private static boolean same(Said before, LoggedRequest request) {
    return request.method().equals("GET")
        && before.method().equals("GET")
        && before.path().equals(request.path())
        && (before.status() == request.status() || before.status() == 0 || request.status() == 0);
  }
}
