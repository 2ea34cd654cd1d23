package dev.snapclone.sandbox.discord.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium. Leaves screenshots in {@code target/screenshots}. It is the one that {@code
 * CHROMIUM} names, or /usr/bin/chromium; where there is none the calling test is skipped and says
 * so.
 */
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE = Duration.ofSeconds(60).toMillis();

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Chromium(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it. */
  public static Chromium start() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "no Chromium at " + PROGRAM + ": install it, or set CHROMIUM");
    Playwright playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    LaunchOptions options =
        new LaunchOptions()
            .setExecutablePath(PROGRAM)
            .setArgs(
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /** The browser itself. */
  public com.microsoft.playwright.Browser browser() {
    return browser;
  }

  /** Opens the chat in a window of that many px. */
  public Page opens(String url, int width, int height, ColorScheme colours) {
    Page page =
        browser.newPage(
            new NewPageOptions().setViewportSize(width, height).setColorScheme(colours));
    return visits(page, url);
  }

  /** Opens the chat in a tab, and waits until one can type. */
  public static Page visits(Page page, String url) {
    page.setDefaultTimeout(PATIENCE);
    page.navigate(url);
    assertThat(page.locator("#line")).isEnabled();
    return page;
  }

  /** Takes a screenshot of what is in the window. */
  public static void shot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }

  /** Returns the rules of accessibility that the page breaks badly, with the places. */
  public static List<String> barriers(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(v -> Set.of("serious", "critical").contains(v.getImpact()))
            .map(v -> v.getId() + " " + v.getNodes().stream().map(n -> n.getHtml()).toList())
            .toList();
  }

  /**
   * Returns which of these texts and labels of a message cannot be read as the chat stands: not
   * there, or not wholly inside the part of the window where the messages are.
   */
  public static List<String> cutOff(Page page, Locator message, List<String> texts) {
    BoundingBox room = page.locator("#log").boundingBox();
    return texts.stream()
        .filter(
            text -> {
              Locator found = message.getByText(text).last();
              return found.count() == 0 || !inside(found.boundingBox(), room);
            })
        .toList();
  }

  private static boolean inside(BoundingBox box, BoundingBox room) {
    double rounding = 0.5;
    return box != null
        && box.x >= room.x - rounding
        && box.y >= room.y - rounding
        && box.x + box.width <= room.x + room.width + rounding
        && box.y + box.height <= room.y + room.height + rounding;
  }

  /** How many px of the page stick out at its side. */
  public static int sticksOut(Page page) {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Override
  public void close() {
    playwright.close();
  }
}
