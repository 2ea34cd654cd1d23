package dev.snapclone.job.engine;

import java.security.SecureRandom;

/** Makes short random ids that survive being read aloud: no letter looks like a digit. */
public final class JobIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 10;

  private final SecureRandom random = new SecureRandom();

  /** A fresh id: 10 characters, 50 random bits. */
  public String next() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
