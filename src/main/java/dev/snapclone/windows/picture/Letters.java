package dev.snapclone.windows.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.GlyphTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as outlines, from a font on the class path (Liberation Sans). Java's own fonts need a font
 * configuration that a slim host lacks, and differ from host to host. Not thread-safe.
 */
final class Letters {
  private final TrueTypeFont font;
  private final CmapLookup numbers;
  private final GlyphTable glyphs;
  private final double unitsPerEm;
  private final Map<Integer, Path2D> outlines = new HashMap<>();

  private Letters(TrueTypeFont font) throws IOException {
    this.font = font;
    this.numbers = font.getUnicodeCmapLookup();
    this.glyphs = font.getGlyph();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  static Letters regular() {
    return read("/liberation/LiberationSans-Regular.ttf");
  }

  static Letters bold() {
    return read("/liberation/LiberationSans-Bold.ttf");
  }

  private static Letters read(String resource) {
    try (InputStream in = Letters.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the font " + resource + " is not on the class path");
      }
      return new Letters(new TTFParser().parse(new RandomAccessReadBuffer(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** The width of a text in pixels; the size is in pixels per em. */
  double width(String text, double size) {
    return text.codePoints().mapToDouble(c -> advance(numbers.getGlyphId(c))).sum()
        * size
        / unitsPerEm;
  }

  /** The outline of a text that begins at {@code x} on a base line. */
  Path2D outline(String text, double x, double baseline, double size) {
    double scale = size / unitsPerEm;
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double pen = x;
    for (int character : text.codePoints().toArray()) {
      int glyph = numbers.getGlyphId(character);
      AffineTransform place = new AffineTransform(scale, 0, 0, -scale, pen, baseline);
      all.append(outlines.computeIfAbsent(glyph, this::glyph).getPathIterator(place), false);
      pen += advance(glyph) * scale;
    }
    return all;
  }

  private double advance(int glyph) {
    try {
      return font.getAdvanceWidth(glyph);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path2D glyph(int id) {
    try {
      GlyphData data = glyphs.getGlyph(id);
      return data == null ? new GeneralPath() : data.getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
