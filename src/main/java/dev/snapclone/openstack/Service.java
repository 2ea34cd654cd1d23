package dev.snapclone.openstack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.types.ServiceType;

/** The services that the bot calls, with their names in the library, catalog and errors. */
enum Service {
  COMPUTE(ServiceType.COMPUTE, "compute", "compute"),
  IMAGE(ServiceType.IMAGE, "image", null),
  BLOCK_STORAGE(ServiceType.BLOCK_STORAGE, "block-storage", "volume"),
  NETWORK(ServiceType.NETWORK, "network", null);

  private final ServiceType type;
  private final String label;
  private final @Nullable String microversionName;

  Service(ServiceType type, String label, @Nullable String microversionName) {
    this.type = type;
    this.label = label;
    this.microversionName = microversionName;
  }

  ServiceType type() {
    return type;
  }

  /** The name in errors. */
  String label() {
    return label;
  }

  /**
   * The names in the catalog, preferred one first. block-storage is official; older catalogs use
   * volumev3, some block-store.
   */
  List<String> catalogTypes() {
    return this == BLOCK_STORAGE
        ? List.of("block-storage", "block-store", "volumev3")
        : List.of(label);
  }

  /** The name in the OpenStack-API-Version header; null for a service without microversions. */
  @Nullable String microversionName() {
    return microversionName;
  }

  static Service of(ServiceType type) {
    for (Service service : values()) {
      if (service.type == type) {
        return service;
      }
    }
    throw new IllegalArgumentException("not a service that is called: " + type);
  }
}
