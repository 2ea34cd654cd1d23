package dev.snapclone.openstack;

import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.EffectListener;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.ProxySettings;
import java.time.InstantSource;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured OpenStack clouds. Opening makes no request; closing drops idle connections. */
public final class OpenStackClouds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStackClouds.class);

  private final HttpClients http;
  private final List<OpenStackCloud> clouds;

  private OpenStackClouds(HttpClients http, List<OpenStackCloud> clouds) {
    this.http = http;
    this.clouds = clouds;
  }

  /** Opens clouds with their own threads and without a proxy. */
  public static OpenStackClouds open(
      List<CloudSettings> settings, OpenStackTimings timings, InstantSource clock) {
    return open(settings, timings, clock, null, ProxySettings.NONE);
  }

  /**
   * @param settings at least one; the first one is the default
   * @param timings how long to wait for them
   * @param shared a client whose threads to use, null for threads of its own; its other settings
   *     are ignored
   * @param proxy the proxy to the clouds
   */
  public static OpenStackClouds open(
      List<CloudSettings> settings,
      OpenStackTimings timings,
      InstantSource clock,
      @Nullable OkHttpClient shared,
      ProxySettings proxy) {
    HttpClients http = new HttpClients(shared, timings, proxy);
    for (CloudSettings cloud : settings) {
      if (!cloud.tls().verify()) {
        LOG.warn(
            "Cloud {}: verify is false, so anybody on the way can read its credentials and act"
                + " in its name. Set cacert instead.",
            cloud.name());
      }
    }
    return new OpenStackClouds(
        http, settings.stream().map(s -> OpenStackCloud.open(s, http, timings, clock)).toList());
  }

  public Clouds clouds() {
    return new Clouds(clouds);
  }

  /** The clouds by name; changes are reported to the listener. */
  public Clouds clouds(EffectListener listener) {
    return new Clouds(clouds.stream().map(cloud -> cloud.withListener(listener)).toList());
  }

  /**
   * Cancels running calls, whose outcome is then unknown, and rejects new ones, for a process that
   * must end soon.
   */
  public void giveUp() {
    http.giveUp();
  }

  @Override
  public void close() {
    http.close();
  }
}
