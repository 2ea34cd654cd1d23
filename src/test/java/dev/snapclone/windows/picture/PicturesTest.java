package dev.snapclone.windows.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.windows.GoldenText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pictures are also written to {@code target/pictures}, for the eye. */
class PicturesTest {
  private static final Addresses KNOWN = new Addresses("10.20.0.11", "10.20.0.27", "10.20.0.27");
  private static final Addresses LONG =
      new Addresses("255.255.255.254", "255.255.255.253", "255.255.255.252");
  private static final int MOST_BYTES = 60_000;
  private final Map<WindowsLanguage, Labels> labels = Labels.load();
  private final Pictures pictures = new Pictures(labels);

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static String pixels(BufferedImage image) {
    CRC32 sum = new CRC32();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum.update(Integer.toHexString(image.getRGB(x, y)).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return Long.toHexString(sum.getValue());
  }

  @Test
  void everyPictureIsTheSameOnEveryHostAndSmall() throws IOException {
    StringBuilder all = new StringBuilder();
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    for (Scene scene : Scene.values()) {
      for (WindowsLanguage language : WindowsLanguage.values()) {
        byte[] png = pictures.draw(scene, language, KNOWN);
        String name = scene.key() + "-" + language.code();
        Files.write(folder.resolve(name + ".png"), png);
        assertTrue(png.length < MOST_BYTES, name + " has " + png.length + " bytes");
        BufferedImage image = read(png);
        all.append(name)
            .append(' ')
            .append(image.getWidth())
            .append('×')
            .append(image.getHeight())
            .append(' ')
            .append(pixels(image))
            .append('\n');
      }
    }
    GoldenText.check("windows/pictures", all.toString());
  }

  /** On a phone 390 pixels wide, which shows the picture as wide as the screen. */
  @ParameterizedTest
  @EnumSource
  void everyTextIsWholeAndAtLeast12PixelsOnAPhone(Scene scene) {
    for (WindowsLanguage language : WindowsLanguage.values()) {
      for (Addresses addresses : List.of(KNOWN, LONG)) {
        Canvas drawn = pictures.drawn(scene, language, addresses);
        double shown = drawn.smallest() * 390 / Canvas.WIDTH;
        assertTrue(shown >= 12, language + ": " + shown);
        assertTrue(drawn.whole(), language + ": a text is cut");
      }
    }
  }

  @Test
  void anAddressThatFitsNowhereIsCutAndNotMadeUnreadable() {
    Addresses wide = new Addresses("", "", "2001:db8:1111:2222:3333:4444:5555:6666");
    Canvas drawn = pictures.drawn(Scene.RESTART, WindowsLanguage.NORWEGIAN, wide);
    assertFalse(drawn.whole());
    assertTrue(drawn.smallest() * 390 / Canvas.WIDTH >= 12);
  }

  @Test
  void drawnTwiceItIsTheSameToTheLastByte() {
    byte[] once = pictures.draw(Scene.ADAPTER, WindowsLanguage.SWEDISH, KNOWN);
    byte[] again = new Pictures(labels).draw(Scene.ADAPTER, WindowsLanguage.SWEDISH, KNOWN);
    assertArrayEquals(once, again);
  }

  @Test
  void thePicturesShowTheAddressesOfThisCopy() throws IOException {
    for (Scene scene : List.of(Scene.ADAPTER, Scene.RESTART)) {
      Set<String> different = new HashSet<>();
      for (Addresses addresses : List.of(KNOWN, LONG, new Addresses("", "", ""))) {
        different.add(pixels(read(pictures.draw(scene, WindowsLanguage.ENGLISH, addresses))));
      }
      assertEquals(3, different.size(), scene.key());
    }
  }

  @Test
  void everyLetterOfEveryLabelIsInTheFont() {
    Letters letters = Letters.regular();
    for (WindowsLanguage language : WindowsLanguage.values()) {
      for (WindowsLabel label : WindowsLabel.values()) {
        String text = labels.get(language).of(label);
        text.codePoints()
            .filter(c -> !Character.isWhitespace(c))
            .mapToObj(Character::toString)
            .forEach(
                letter ->
                    assertTrue(
                        !letters.outline(letter, 0, 0, 26).getBounds2D().isEmpty(),
                        language + " " + label + ": " + letter));
      }
    }
  }

  @Test
  void thePersonsLanguageIsTheFirstGuess() {
    assertEquals(WindowsLanguage.SWEDISH, WindowsLanguage.guess("sv-SE"));
    assertEquals(WindowsLanguage.NORWEGIAN, WindowsLanguage.guess("no"));
    assertEquals(WindowsLanguage.NORWEGIAN, WindowsLanguage.guess("nb-NO"));
    assertEquals(WindowsLanguage.ENGLISH, WindowsLanguage.guess("de"));
    assertEquals(WindowsLanguage.ENGLISH, WindowsLanguage.guess("en-GB"));
  }
}
