package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes volumes for tests, which say only what they are about. */
public final class VolumeBuilder {
  private final String id;
  private Instant created;
  private String name;
  private String status = "available";
  private int size = 2;
  private Volume.Type type = new Volume.Type("fast", false, "nova");
  private Volume.Source source = new Volume.Source(null, null, true, Map.of());
  private Map<String, String> metadata = Map.of();
  private List<Volume.AttachedTo> attachments = List.of();

  private VolumeBuilder(String id, Instant created) {
    this.id = id;
    this.created = created;
    name = id;
  }

  /** A bootable volume that is available, called as its id. */
  public static VolumeBuilder aVolume(String id, Instant created) {
    return new VolumeBuilder(id, created);
  }

  /** A volume as it is, to be changed. */
  public static VolumeBuilder like(Volume volume) {
    VolumeBuilder same = new VolumeBuilder(volume.id(), volume.created());
    same.name = volume.name();
    same.status = volume.status();
    same.size = volume.sizeGb();
    same.type = volume.type();
    same.source = volume.source();
    same.metadata = volume.metadata();
    same.attachments = volume.attachments();
    return same;
  }

  public VolumeBuilder name(String value) {
    name = value;
    return this;
  }

  public VolumeBuilder status(String value) {
    status = value;
    return this;
  }

  public VolumeBuilder size(int gigabytes) {
    size = gigabytes;
    return this;
  }

  public VolumeBuilder type(@Nullable String value) {
    type = new Volume.Type(value, type.multiattach(), type.zone());
    return this;
  }

  public VolumeBuilder multiattach() {
    type = new Volume.Type(type.name(), true, type.zone());
    return this;
  }

  public VolumeBuilder zone(@Nullable String value) {
    type = new Volume.Type(type.name(), type.multiattach(), value);
    return this;
  }

  public VolumeBuilder source(Volume.Source value) {
    source = value;
    return this;
  }

  public VolumeBuilder metadata(Map<String, String> value) {
    metadata = value;
    return this;
  }

  public VolumeBuilder created(Instant value) {
    created = value;
    return this;
  }

  public VolumeBuilder attached(Volume.AttachedTo... to) {
    attachments = List.of(to);
    return this;
  }

  public Volume build() {
    return new Volume(id, name, status, size, type, source, metadata, attachments, created);
  }
}
