package dev.snapclone.cloud;

/**
 * A link to a console. A secret for as long as it lives; its text form shows nothing.
 *
 * @param url where the browser goes; contains a token
 * @param type such as novnc
 */
public record ConsoleLink(String url, String type) {
  @Override
  public String toString() {
    return "ConsoleLink[" + type + ", redacted]";
  }
}
