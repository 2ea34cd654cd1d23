package dev.snapclone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build is made of.
 *
 * @param version snapclone's version
 * @param jda JDA's version
 * @param openstack4j openstack4j's version
 */
public record BuildInfo(String version, String jda, String openstack4j) {
  /** Reads what the build wrote beside this class. */
  public static BuildInfo load() {
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return new BuildInfo(
          properties.getProperty("version", "unknown"),
          properties.getProperty("jda", "unknown"),
          properties.getProperty("openstack4j", "unknown"));
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties", e);
    }
  }
}
