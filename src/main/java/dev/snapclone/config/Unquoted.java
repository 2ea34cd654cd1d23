package dev.snapclone.config;

/**
 * A value without quotes that YAML takes for a number, a flag or a date.
 *
 * @param text as it stands in the file
 * @param value what YAML makes of it: {@code 012345} is 5349, {@code yes} is true
 * @param origin file and line
 */
record Unquoted(String text, Object value, String origin) {
  /** Whether YAML's value is another one than what somebody reads there. */
  boolean changed() {
    return !String.valueOf(value).equals(text);
  }

  /** The text: it is in the maps of clouds.yaml, whose values may be secret, so nothing more. */
  @Override
  public String toString() {
    return text;
  }
}
