package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import java.util.Arrays;
import java.util.Objects;

/** A picture that an answer shows. A chat that may not send files leaves it out. */
public final class Picture {
  private final String fileName;
  private final byte[] png;
  private final Text alt;

  /**
   * @param fileName lower-case letters, digits, hyphens and underscores, with its ending
   * @param png the file
   * @param alt what is to be seen, for those who do not see it; 1024 characters in every language
   */
  public Picture(String fileName, byte[] png, Text alt) {
    this.fileName = Objects.requireNonNull(fileName, "fileName");
    this.png = png.clone();
    this.alt = Objects.requireNonNull(alt, "alt");
  }

  /** The file's name. */
  public String fileName() {
    return fileName;
  }

  /** The file, a copy. */
  public byte[] png() {
    return png.clone();
  }

  /** What is to be seen. */
  public Text alt() {
    return alt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p
        && fileName.equals(p.fileName)
        && alt.equals(p.alt)
        && Arrays.equals(png, p.png);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fileName, alt, Arrays.hashCode(png));
  }

  @Override
  public String toString() {
    return "Picture[" + fileName + ", " + png.length + " bytes]";
  }
}
