package dev.snapclone.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads every line that any test logs, down to the details that nobody sees, with the text of every
 * exception in it, and keeps what has a planted secret. Named in {@code logback-test.xml}; stands
 * before the net that takes secrets out of the log, so that it sees what the net would catch.
 */
public final class LogWatch extends AppenderBase<ILoggingEvent> {
  static final PlantedSecrets SECRETS = new PlantedSecrets();
  private static final ConcurrentLinkedQueue<String> LEAKS = new ConcurrentLinkedQueue<>();

  /** Made by logback. */
  public LogWatch() {}

  @Override
  protected void append(ILoggingEvent event) {
    String line =
        event.getFormattedMessage()
            + " "
            + event.getMDCPropertyMap()
            + (event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    for (String what : SECRETS.in(line)) {
      LEAKS.add(what + " in a line of " + event.getLoggerName() + ": " + line);
    }
  }

  /** What was found since it was last asked; forgotten. */
  static List<String> leaks() {
    List<String> found = new ArrayList<>();
    for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
      found.add(leak);
    }
    return found;
  }
}
