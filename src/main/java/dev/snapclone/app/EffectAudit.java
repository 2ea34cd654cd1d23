package dev.snapclone.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Effect;
import dev.snapclone.cloud.EffectListener;
import dev.snapclone.job.Job;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits each change in a cloud: kind and id of the resource, the cloud, and the request id, by
 * which its operators find the call. Never fails the change.
 */
final class EffectAudit implements EffectListener {

  private static final Logger LOG = LoggerFactory.getLogger(EffectAudit.class);

  private final AuditLog audit;
  private final JobAudit jobs;
  private final InstantSource clock;

  /** The names of what was made, for when it is changed or deleted; a lost one costs its name. */
  private final Cache<String, String> names = Caffeine.newBuilder().maximumSize(10_000).build();

  EffectAudit(AuditLog audit, JobAudit jobs, InstantSource clock) {
    this.audit = audit;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public void begin(Effect effect) {
    if (effect.job() != null) {
      jobs.begun(effect.job());
    }
  }

  @Override
  public void ended(
      Effect effect,
      Effect.Result result,
      @Nullable String requestId,
      CloudException.@Nullable Kind failure) {
    try {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("cloud", effect.cloud());
      details.put("kind", word(effect.kind()));
      put(details, "id", effect.id());
      put(details, "name", name(effect));
      put(details, "request-id", requestId == null ? "" : requestId);
      put(details, "failure", failure == null ? "" : failure.name().toLowerCase(Locale.ROOT));
      String job = effect.job();
      Optional<Job> of = job == null ? Optional.empty() : jobs.find(job);
      of.ifPresent(j -> details.put("requester", j.requester().id()));
      audit.append(
          new AuditEvent(
              clock.instant(),
              JobAudit.BOT,
              JobAudit.BOT,
              of.map(j -> j.place().guild()).orElse(""),
              "cloud." + word(effect.verb()),
              job == null ? effect.id() : job,
              word(result),
              details));
    } catch (RuntimeException e) {
      // The change was made in any case; a failure here would undo the job.
      LOG.error("audit of {} could not be written", effect, e);
    }
  }

  private String name(Effect effect) {
    String key = effect.cloud() + "/" + effect.id();
    if (effect.id().isEmpty() || effect.name().isEmpty()) {
      String made = names.getIfPresent(key);
      return made == null ? effect.name() : made;
    }
    names.put(key, effect.name());
    return effect.name();
  }

  private static void put(Map<String, String> details, String name, String value) {
    if (!value.isEmpty()) {
      details.put(name, value);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
