package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an {@link InMemoryCloud} stops and starts instances, with Nova's record of it. */
final class Power {
  private final CloudState state;

  Power(CloudState state) {
    this.state = state;
  }

  String stop(String id) {
    return change(id, "stop", "ACTIVE", "powering-off", "SHUTOFF", "stopped");
  }

  String start(String id) {
    return change(id, "start", "SHUTOFF", "powering-on", "ACTIVE", "active");
  }

  private String change(
      String id, String action, String from, String task, String status, String vmState) {
    Instance instance =
        state
            .instances
            .peek(id)
            .orElseThrow(() -> state.missing("compute", "Instance " + id + " could not be found."));
    Instance.State now = instance.state();
    if (now.locked()) {
      throw state.conflict("compute", "Instance " + id + " is locked");
    }
    if (!now.status().equals(from) || now.taskState() != null) {
      throw state.conflict(
          "compute",
          "Cannot '%s' instance %s while it is in %s"
              .formatted(
                  action,
                  id,
                  now.taskState() == null
                      ? "vm_state " + now.vmState()
                      : "task_state " + now.taskState()));
    }
    boolean fails = action.equals("start") && state.startsFail;
    String request = state.newRequest();
    act(id, action, request, fails ? "Error" : null);
    state.instances.change(id, i -> Altered.state(i, now.status(), now.vmState(), task));
    state.instances.become(
        id,
        List.of(
            i ->
                fails
                    ? Altered.state(i, now.status(), now.vmState(), null)
                    : Altered.state(i, status, vmState, null)));
    return request;
  }

  /** Notes an action, as if somebody had done it. */
  void act(String id, String action, String request, String userId, @Nullable String message) {
    List<InstanceAction> actions = state.actions.computeIfAbsent(id, i -> new ArrayList<>());
    actions.add(0, new InstanceAction(action, request, state.tick(), userId, message, List.of()));
  }

  private void act(String id, String action, String request, @Nullable String message) {
    act(id, action, request, state.account.userId(), message);
  }
}
