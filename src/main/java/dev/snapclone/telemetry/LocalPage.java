package dev.snapclone.telemetry;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * Something that a running bot tells the command line on its own host, which cannot open the file
 * that the bot has open.
 */
@FunctionalInterface
public interface LocalPage {
  /**
   * Writes the answer.
   *
   * @param params the query's parameters
   * @param out where to
   */
  void write(Map<String, String> params, Writer out) throws IOException;
}
