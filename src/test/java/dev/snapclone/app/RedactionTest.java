package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.snapclone.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last net under the log. */
class RedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Auth-Token: gAAAAABkX0123456789abcdefghijk",
        "token gAAAAABkX0123456789abcdefghijk in the middle",
        "https://c.example/vnc_lite.html?path=%3Ftoken%3D1234-5678",
        "https://c.example/vnc_auto.html?token=1234-5678",
        "POST /api/v10/webhooks/42/aW50ZXJhY3Rpb24x0123456789abc/messages",
        "Authorization: Bot very.secret.thing1234-5678",
        "{\"id\":\"7\",\"token\":\"x1234-5678\",\"type\":2}",
        "{\"token\" : \"x1234-5678\"}",
        "{\"message\":\"{\\\"token\\\":\\\"x1234-5678\\\"}\"}"
      })
  void knowsTokensByTheirShape(String line) {
    String clean = Redaction.OF_SHAPES.clean(line);
    assertTrue(clean.contains("[redacted]"), clean);
    assertFalse(clean.contains("1234-5678"), clean);
    assertFalse(clean.contains("0123456789abc"), clean);
  }

  @Test
  void knowsTheConfigurationsSecretsByTheirValue() {
    Redaction redaction =
        Redaction.of(List.of(new Secret("s3cret-one"), new Secret("quo\"te\\d"), new Secret("ab")));
    assertEquals("a [redacted] b", redaction.clean("a s3cret-one b"));
    assertEquals("{\"m\":\"[redacted]\"}", redaction.clean("{\"m\":\"quo\\\"te\\\\d\"}"));
    assertEquals("cab", redaction.clean("cab"), "too short to be told from words");
  }

  @Test
  void leavesOrdinaryLinesAlone() {
    String line = "guild 42: 9 commands registered at https://discord.com/channels/1/2?x=1";
    assertEquals(line, Redaction.OF_SHAPES.clean(line));
  }

  @ParameterizedTest
  @CsvSource({
    "src/main/resources/logback.xml, text",
    "src/main/resources/logback.xml, json",
    "conf/logback.xml, text",
    "conf/logback.xml, json"
  })
  void bothWaysOfLoggingGoThroughIt(Path file, String way) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("SNAPCLONE_LOG", way);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(file.toFile());
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Encoder<ILoggingEvent> encoder =
        ((ConsoleAppender<ILoggingEvent>) root.getAppender(way)).getEncoder();
    context.putObject(Redaction.NAME, Redaction.of(List.of(new Secret("s3cret-one"))));
    ILoggingEvent event =
        new LoggingEvent(
            "x",
            root,
            Level.ERROR,
            "with s3cret-one",
            new IllegalStateException("s3cret-one"),
            null);
    String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    assertFalse(line.contains("s3cret-one"), line);
    assertTrue(line.contains("with [redacted]"), line);
    assertTrue(line.contains("IllegalStateException"), line);
    context.stop();
  }
}
