package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes images for tests, which say only what they are about. */
public final class ImageBuilder {
  private final String id;
  private final Instant created;
  private String name;
  private String status = "active";
  private @Nullable Long size = 1L;
  private Image.Minimum minimum = new Image.Minimum(0, 0);
  private Image.Access access = new Image.Access("project-demo", "private", false);
  private Map<String, String> properties = Map.of();
  private List<BlockDevice> devices = List.of();

  private ImageBuilder(String id, Instant created) {
    this.id = id;
    this.created = created;
    name = id;
  }

  /** An active image that the bot's project owns, called as its id. */
  public static ImageBuilder anImage(String id, Instant created) {
    return new ImageBuilder(id, created);
  }

  /** An image as it is, to be changed. */
  static ImageBuilder like(Image image) {
    ImageBuilder same = new ImageBuilder(image.id(), image.created());
    same.name = image.name();
    same.status = image.status();
    same.size = image.sizeBytes();
    same.minimum = image.minimum();
    same.access = image.access();
    same.properties = image.properties();
    same.devices = image.blockDevices();
    return same;
  }

  public ImageBuilder name(String value) {
    name = value;
    return this;
  }

  public ImageBuilder status(String value, @Nullable Long sizeBytes) {
    status = value;
    size = sizeBytes;
    return this;
  }

  public ImageBuilder minDisk(int gigabytes) {
    minimum = new Image.Minimum(gigabytes, minimum.ramMb());
    return this;
  }

  public ImageBuilder owner(String project, String visibility) {
    access = new Image.Access(project, visibility, false);
    return this;
  }

  public ImageBuilder properties(Map<String, String> value) {
    properties = value;
    return this;
  }

  public ImageBuilder devices(List<BlockDevice> value) {
    devices = value;
    return this;
  }

  public Image build() {
    return new Image(id, name, status, size, minimum, access, properties, devices, created);
  }
}
