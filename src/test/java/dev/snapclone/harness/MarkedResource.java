package dev.snapclone.harness;

import dev.snapclone.sandbox.openstack.CloudView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A resource in the cloud with a job's mark.
 *
 * @param kind instance, image, volume or volume snapshot
 * @param well whether it is complete, and its recipe names its own id if required
 */
record MarkedResource(
    String job, String step, String kind, String id, String name, String status, boolean well) {
  private static final String JOB = "snapclone_job";
  private static final String STEP = "snapclone_step";
  private static final String SELF = "snapclone_self";

  /** All marked resources. */
  static List<MarkedResource> in(CloudView view) {
    List<MarkedResource> all = new ArrayList<>();
    view.instances()
        .forEach(i -> add(all, "instance", i.id(), i.name(), i.status(), "ACTIVE", i.metadata()));
    view.images()
        .forEach(i -> add(all, "image", i.id(), i.name(), i.status(), "active", i.properties()));
    view.volumes()
        .forEach(v -> add(all, "volume", v.id(), v.name(), v.status(), "in-use", v.metadata()));
    view.snapshots()
        .forEach(
            s ->
                add(
                    all,
                    "volume snapshot",
                    s.id(),
                    s.name(),
                    s.status(),
                    "available",
                    s.metadata()));
    return all;
  }

  private static void add(
      List<MarkedResource> all,
      String kind,
      String id,
      String name,
      String status,
      String good,
      Map<String, String> marks) {
    String job = marks.get(JOB);
    if (job != null && !job.equals("none")) {
      boolean well = status.equals(good) && (kind.equals("instance") || id.equals(marks.get(SELF)));
      all.add(new MarkedResource(job, marks.getOrDefault(STEP, ""), kind, id, name, status, well));
    }
  }

  boolean snapshot() {
    return kind.equals("image") || kind.equals("volume snapshot");
  }

  /** All resources but ports, by id. */
  static Map<String, Object> all(CloudView view) {
    Map<String, Object> all = new TreeMap<>();
    view.instances().forEach(i -> all.put(i.id(), i));
    view.images().forEach(i -> all.put(i.id(), i));
    view.volumes().forEach(v -> all.put(v.id(), v));
    view.snapshots().forEach(s -> all.put(s.id(), s));
    return all;
  }

  static Set<String> ids(CloudView view) {
    return all(view).keySet();
  }

  static String describe(CloudView view, String id) {
    return String.valueOf(all(view).get(id));
  }
}
