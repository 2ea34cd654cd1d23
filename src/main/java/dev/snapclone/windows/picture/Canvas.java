package dev.snapclone.windows.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A strip of small frames, 800 pixels wide. A phone shows it at less than half that, so no text is
 * smaller than {@link #LEAST}. All measures are pixels. Few flat colours keep the files small.
 */
final class Canvas {
  static final int WIDTH = 800;
  static final double TEXT = 32;

  /** 12 pixels on a phone, which is 390 wide. */
  static final double LEAST = Math.ceil(12.0 * WIDTH / 390);

  private static final int TABLE = 256;

  static final Color DESK = new Color(0xC9D6E4);
  static final Color PAPER = new Color(0xFFFFFF);
  static final Color PANEL = new Color(0xEEF1F5);
  static final Color EDGE = new Color(0x7C8794);
  static final Color FAINT = new Color(0xD3D9E0);
  static final Color INK = new Color(0x16191D);
  static final Color SOFT_INK = new Color(0x59636E);
  static final Color LINK = new Color(0x0B57B0);
  static final Color CHOSEN = new Color(0xCFE3FA);
  static final Color DARK = new Color(0x1D2733);
  static final Color WRONG = new Color(0xB3261E);
  static final Color WRONG_PAPER = new Color(0xFDECEA);
  static final Color RIGHT = new Color(0x1B6E2F);
  static final Color WARNING = new Color(0xFFC928);

  /** For the marks that say where to click; Windows itself never uses it. */
  static final Color MARK = new Color(0xC2006B);

  private final BufferedImage image;
  private final Graphics2D pen;
  private final Letters regular;
  private final Letters bold;
  private double smallest = TEXT;
  private boolean whole = true;

  Canvas(int height, Letters regular, Letters bold) {
    this.image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    this.regular = regular;
    this.bold = bold;
    this.pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    box(0, 0, WIDTH, height, DESK);
  }

  byte[] png() {
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // In memory: the host's disk may be read-only.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(fewColours(), "png", stream)) {
        throw new IllegalStateException("this Java cannot write PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Reduces each primary colour to sixteen shades. Edges stay soft, and a colour table makes the
   * file a third as large.
   */
  private BufferedImage fewColours() {
    Map<Integer, Integer> table = new LinkedHashMap<>();
    int[] pixels = image.getRGB(0, 0, WIDTH, image.getHeight(), null, 0, WIDTH);
    for (int i = 0; i < pixels.length; i++) {
      int colour = pixels[i];
      pixels[i] = (shade(colour >> 16) << 16) | (shade(colour >> 8) << 8) | shade(colour);
      table.putIfAbsent(pixels[i], table.size());
    }
    if (table.size() > TABLE) {
      return image;
    }
    int[] colours = table.keySet().stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage few =
        new BufferedImage(WIDTH, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    int[] numbers = new int[pixels.length];
    Arrays.setAll(numbers, i -> table.getOrDefault(pixels[i], 0));
    few.getRaster().setPixels(0, 0, WIDTH, image.getHeight(), numbers);
    return few;
  }

  private static int shade(int channel) {
    return ((channel & 0xFF) + 8) / 17 * 17;
  }

  void fill(Shape shape, Color colour) {
    pen.setColor(colour);
    pen.fill(shape);
  }

  void draw(Shape shape, Color colour, double width) {
    pen.setColor(colour);
    // As a filled outline, so that one algorithm decides about all pixels.
    pen.fill(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
            .createStrokedShape(shape));
  }

  void box(double x, double y, double w, double h, Color colour) {
    fill(new Rectangle2D.Double(x, y, w, h), colour);
  }

  void frame(double x, double y, double w, double h, Color inside, Color edge) {
    fill(new Rectangle2D.Double(x, y, w, h), edge);
    fill(new Rectangle2D.Double(x + 2, y + 2, w - 4, h - 4), inside);
  }

  void line(double x1, double y1, double x2, double y2, Color colour, double width) {
    draw(new Line2D.Double(x1, y1, x2, y2), colour, width);
  }

  /** A grey bar in place of unimportant text. */
  void bar(double x, double y, double w) {
    fill(new RoundRectangle2D.Double(x, y, w, 14, 14, 14), FAINT);
  }

  void text(String text, double x, double baseline, Color colour, double most) {
    write(regular, text, x, baseline, colour, most);
  }

  void strong(String text, double x, double baseline, Color colour, double most) {
    write(bold, text, x, baseline, colour, most);
  }

  /** A text that does not hold any more. */
  void struck(String text, double x, double baseline, Color colour, double most) {
    strong(text, x, baseline, colour, most);
    double end = x + Math.min(most, bold.width(text, TEXT)) + 8;
    line(x - 8, baseline - 11, end, baseline - 11, colour, 4);
  }

  /** Makes a text smaller that is wider than {@code most}; what is still too wide is cut. */
  private void write(
      Letters letters, String text, double x, double baseline, Color colour, double most) {
    double size = Math.max(LEAST, TEXT * Math.min(1, most / letters.width(text, TEXT)));
    String shown = text;
    for (int cut = text.length() - 1; cut > 0 && letters.width(shown, size) > most + 1; cut--) {
      shown = text.substring(0, cut).stripTrailing() + "…";
      whole = false;
    }
    smallest = Math.min(smallest, size);
    fill(letters.outline(shown, x, baseline, size), colour);
  }

  /** The size of the smallest text so far, in pixels per em. */
  double smallest() {
    return smallest;
  }

  /** Whether no text had to be cut so far. */
  boolean whole() {
    return whole;
  }

  double width(String text) {
    return regular.width(text, TEXT);
  }

  /** A frame of the strip with the number of the step that it shows, and a title. */
  void card(int number, String title, double x, double y, double w, double h) {
    fill(new RoundRectangle2D.Double(x, y, w, h, 20, 20), EDGE);
    fill(new RoundRectangle2D.Double(x + 2, y + 2, w - 4, h - 4, 17, 17), PAPER);
    number(number, x + 38, y + 38);
    strong(title, x + 78, y + 50, INK, w - 100);
  }

  /** A push button that ends at {@code right}, ringed. */
  void button(String text, double right, double y) {
    double w = Math.max(130, width(text) + 44);
    frame(right - w, y, w, 58, PANEL, EDGE);
    text(text, right - w + (w - width(text)) / 2, y + 40, INK, w);
    ring(right - w - 7, y - 7, w + 14, 72);
  }

  /** A radio button. */
  void radio(double x, double y, boolean taken) {
    fill(new Ellipse2D.Double(x, y, 28, 28), EDGE);
    fill(new Ellipse2D.Double(x + 3, y + 3, 22, 22), PAPER);
    if (taken) {
      fill(new Ellipse2D.Double(x + 8, y + 8, 12, 12), INK);
    }
  }

  void ticked(double x, double y) {
    frame(x, y, 28, 28, PAPER, EDGE);
    Path2D tick = new Path2D.Double();
    tick.moveTo(x + 7, y + 14);
    tick.lineTo(x + 12, y + 20);
    tick.lineTo(x + 22, y + 8);
    draw(tick, INK, 3.5);
  }

  /** A ring around what matters. */
  void ring(double x, double y, double w, double h) {
    Shape round = new RoundRectangle2D.Double(x, y, w, h, 22, 22);
    draw(round, PAPER, 11);
    draw(round, MARK, 6);
  }

  /** The number of a click, centred there. */
  void number(int number, double x, double y) {
    fill(new Ellipse2D.Double(x - 27, y - 27, 54, 54), PAPER);
    fill(new Ellipse2D.Double(x - 23, y - 23, 46, 46), MARK);
    String text = Integer.toString(number);
    double size = 32;
    fill(bold.outline(text, x - bold.width(text, size) / 2, y + 11, size), PAPER);
  }

  /** A mouse with the button to press: the right one, or the left one twice. */
  void mouse(double x, double y, boolean right) {
    fill(new RoundRectangle2D.Double(x - 5, y - 5, 54, 74, 48, 48), PAPER);
    Shape body = new RoundRectangle2D.Double(x, y, 44, 64, 40, 40);
    fill(body, PAPER);
    Area pressed = new Area(body);
    pressed.intersect(new Area(new Rectangle2D.Double(right ? x + 22 : x, y, 22, 27)));
    fill(pressed, MARK);
    draw(body, INK, 3.5);
    line(x + 22, y, x + 22, y + 27, INK, 3);
    line(x, y + 27, x + 44, y + 27, INK, 3);
    if (!right) {
      strong("2 ×", x + 58, y + 44, MARK, 60);
    }
  }
}
