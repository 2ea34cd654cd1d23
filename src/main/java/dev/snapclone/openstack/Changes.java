package dev.snapclone.openstack;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Effect;
import dev.snapclone.cloud.Effect.Result;
import dev.snapclone.cloud.Effect.Verb;
import dev.snapclone.cloud.EffectListener;
import dev.snapclone.cloud.ResourceKind;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes changes in a cloud, for a job or for none, and reports each to the listener. */
record Changes(String cloud, Calls calls, EffectListener listener, @Nullable String job) {
  Changes withListener(EffectListener other) {
    return new Changes(cloud, calls, other, job);
  }

  Changes by(String byJob) {
    return new Changes(cloud, calls, listener, byJob);
  }

  /** Creates something; the call returns its id. */
  String created(ResourceKind kind, String name, Function<Calls, String> call) {
    Effect effect = new Effect(job, cloud, Verb.CREATE, kind, "", name);
    return change(effect, call, effect::of, id -> Result.OK);
  }

  /** Deletes something; false when it was already gone. */
  boolean deleted(ResourceKind kind, String id, Function<Calls, Boolean> call) {
    Effect effect = new Effect(job, cloud, Verb.DELETE, kind, id, "");
    return change(effect, call, did -> effect, did -> did ? Result.OK : Result.GONE);
  }

  void set(ResourceKind kind, String id, Consumer<Calls> call) {
    told(
        kind,
        id,
        with -> {
          call.accept(with);
          return id;
        });
  }

  /** Changes something; the call returns what the service told of it. */
  String told(ResourceKind kind, String id, Function<Calls, String> call) {
    Effect effect = new Effect(job, cloud, Verb.CHANGE, kind, id, "");
    return change(effect, call, x -> effect, x -> Result.OK);
  }

  private <T> T change(
      Effect effect,
      Function<Calls, T> call,
      Function<T, Effect> done,
      Function<T, Result> result) {
    AtomicReference<@Nullable String> requestId = new AtomicReference<>();
    listener.begin(effect);
    try {
      T made = call.apply(calls.withListener(requestId::set));
      listener.ended(done.apply(made), result.apply(made), requestId.get(), null);
      return made;
    } catch (CloudException e) {
      Result failed = e.kind().outcomeUnknown() ? Result.UNKNOWN : Result.FAILED;
      listener.ended(effect, failed, e.requestId(), e.kind());
      throw e;
    } catch (RuntimeException e) {
      listener.ended(effect, Result.UNKNOWN, requestId.get(), null);
      throw e;
    }
  }
}
