package dev.snapclone.openstack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service at a microversion: the version decides what an answer looks like, so each call names
 * the one that it was written and tested for. An older service is asked at the highest that it has.
 *
 * @param microversion such as 2.26; null for a service that has none
 */
record Api(Service service, @Nullable String microversion) {
  /**
   * What most reads use. From 2.26 there are tags, from 2.9 {@code locked}; from 2.47 on the flavor
   * has no id any more.
   */
  static final Api COMPUTE = new Api(Service.COMPUTE, "2.26");

  /** Glance, which has no microversions. */
  static final Api IMAGE = new Api(Service.IMAGE, null);

  /** What most calls to Cinder use. Below 3.66 {@code force} is taken as it ever was. */
  static final Api VOLUME = new Api(Service.BLOCK_STORAGE, "3.0");

  /** Neutron, which has no microversions. */
  static final Api NETWORK = new Api(Service.NETWORK, null);

  /** The same service at another microversion. */
  Api at(String other) {
    return new Api(service, other);
  }

  /** The number behind the point; the highest there is for a service without microversions. */
  int minor() {
    return microversion == null
        ? Integer.MAX_VALUE
        : Integer.parseInt(microversion.substring(microversion.indexOf('.') + 1));
  }

  /** The same within what the service has. */
  Api within(Versions.Range range) {
    return at(range.major() + "." + range.nearest(minor()));
  }

  /** The headers that ask for the microversion. */
  Map<String, String> headers() {
    String name = service.microversionName();
    return name == null || microversion == null
        ? Map.of()
        : Map.of("OpenStack-API-Version", name + " " + microversion);
  }
}
