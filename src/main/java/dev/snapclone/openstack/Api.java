package dev.snapclone.openstack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service and a microversion. The microversion decides the form of an answer, so each call names
 * the one it was written for. An older service is called at its highest.
 *
 * @param microversion such as 2.26; null for a service without microversions
 */
record Api(Service service, @Nullable String microversion) {
  /** For most reads. Tags need 2.26, {@code locked} 2.9; from 2.47 on the flavor has no id. */
  static final Api COMPUTE = new Api(Service.COMPUTE, "2.26");

  /** Glance, which has no microversions. */
  static final Api IMAGE = new Api(Service.IMAGE, null);

  /** For most calls to Cinder. Below 3.66 {@code force} keeps its original meaning. */
  static final Api VOLUME = new Api(Service.BLOCK_STORAGE, "3.0");

  /** Neutron, which has no microversions. */
  static final Api NETWORK = new Api(Service.NETWORK, null);

  Api at(String other) {
    return new Api(service, other);
  }

  /** The minor version; the highest for a service without microversions. */
  int minor() {
    return microversion == null
        ? Integer.MAX_VALUE
        : Integer.parseInt(microversion.substring(microversion.indexOf('.') + 1));
  }

  /** The version within what the service supports. */
  Api within(Versions.Range range) {
    return at(range.major() + "." + range.nearest(minor()));
  }

  Map<String, String> headers() {
    String name = service.microversionName();
    return name == null || microversion == null
        ? Map.of()
        : Map.of("OpenStack-API-Version", name + " " + microversion);
  }
}
