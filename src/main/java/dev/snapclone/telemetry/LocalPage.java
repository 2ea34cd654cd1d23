package dev.snapclone.telemetry;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * A page of a running bot for the command line on the same host, which cannot open the database
 * file while the bot uses it.
 */
@FunctionalInterface
public interface LocalPage {
  /** Writes the answer. */
  void write(Map<String, String> params, Writer out) throws IOException;
}
