package dev.snapclone.config;

/**
 * An unquoted value that YAML reads as a number, a flag or a date.
 *
 * @param text as written in the file
 * @param value YAML's result: {@code 012345} is 5349, {@code yes} is true
 * @param origin file and line
 */
record Unquoted(String text, Object value, String origin) {
  /** Whether YAML's value differs from what a person reads there. */
  boolean changed() {
    return !String.valueOf(value).equals(text);
  }

  /** Only the text: it is in the maps of clouds.yaml, whose values may be secret. */
  @Override
  public String toString() {
    return text;
  }
}
