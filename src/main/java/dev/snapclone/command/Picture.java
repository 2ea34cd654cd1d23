package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import java.util.Arrays;
import java.util.Objects;

/** A picture in an answer, left out where the chat may not send files. */
public final class Picture {
  private final String fileName;
  private final byte[] png;
  private final Text alt;

  /**
   * @param fileName lower-case letters, digits, hyphens and underscores, with its ending
   * @param png the file
   * @param alt text for the blind; at most 1024 characters in every language
   */
  public Picture(String fileName, byte[] png, Text alt) {
    this.fileName = Objects.requireNonNull(fileName, "fileName");
    this.png = png.clone();
    this.alt = Objects.requireNonNull(alt, "alt");
  }

  public String fileName() {
    return fileName;
  }

  /** A copy of the file. */
  public byte[] png() {
    return png.clone();
  }

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
