package dev.snapclone.cloud;

import dev.snapclone.cloud.NewInstance.BootVolume;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes instances to launch for tests, which say only what they are about. */
public final class NewInstanceBuilder {
  private final String name;
  private final String flavorId;
  private @Nullable String zone;
  private @Nullable String serverGroup;
  private final NewInstance.Source source;
  private List<String> networks = List.of();
  private List<String> ports = List.of();
  private List<String> groups = List.of();
  private @Nullable String keypair;
  private @Nullable Boolean configDrive;
  private @Nullable String userData;
  private Map<String, String> metadata = Map.of();
  private List<String> tags = List.of();
  private boolean unplugged;

  private NewInstanceBuilder(String name, String flavorId, NewInstance.Source source) {
    this.name = name;
    this.flavorId = flavorId;
    this.source = source;
  }

  /** One that boots from an image and has nothing else. */
  public static NewInstanceBuilder ofImage(String name, String flavorId, String imageId) {
    return new NewInstanceBuilder(name, flavorId, new NewInstance.Source(imageId, List.of()));
  }

  /** One that boots from an image and has data volumes. */
  public static NewInstanceBuilder ofImageWith(
      String name, String flavorId, String imageId, List<BootVolume> data) {
    return new NewInstanceBuilder(name, flavorId, new NewInstance.Source(imageId, data));
  }

  /** One that boots from volumes, the first one bootable. */
  public static NewInstanceBuilder ofVolumes(
      String name, String flavorId, List<BootVolume> volumes) {
    return new NewInstanceBuilder(name, flavorId, new NewInstance.Source(null, volumes));
  }

  public NewInstanceBuilder zone(@Nullable String value) {
    zone = value;
    return this;
  }

  public NewInstanceBuilder serverGroup(@Nullable String id) {
    serverGroup = id;
    return this;
  }

  public NewInstanceBuilder networks(List<String> ids) {
    networks = ids;
    return this;
  }

  /** Connected to nothing. */
  public NewInstanceBuilder unplugged() {
    unplugged = true;
    return this;
  }

  public NewInstanceBuilder ports(List<String> ids) {
    ports = ids;
    return this;
  }

  public NewInstanceBuilder groups(List<String> ids) {
    groups = ids;
    return this;
  }

  public NewInstanceBuilder keypair(@Nullable String value) {
    keypair = value;
    return this;
  }

  public NewInstanceBuilder configDrive(boolean value) {
    configDrive = value;
    return this;
  }

  public NewInstanceBuilder userData(String value) {
    userData = value;
    return this;
  }

  public NewInstanceBuilder metadata(Map<String, String> value) {
    metadata = value;
    return this;
  }

  public NewInstanceBuilder tags(List<String> value) {
    tags = value;
    return this;
  }

  public NewInstance build() {
    return new NewInstance(
        name,
        flavorId,
        new NewInstance.Placement(zone, serverGroup),
        source,
        new NewInstance.Networks(networks, ports, groups, unplugged),
        new NewInstance.Configuration(keypair, configDrive, userData),
        metadata,
        tags);
  }
}
