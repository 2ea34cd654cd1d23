package dev.snapclone.job.engine;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Makes short ids without letters that look like digits. */
public final class JobIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 10;
  private static final int BITS_OF_A_LETTER = 5;

  private final SecureRandom random = new SecureRandom();

  /** A new id of 10 characters, 50 random bits. */
  public String next() {
    return id(new BigInteger(LENGTH * BITS_OF_A_LETTER, random));
  }

  /**
   * The id of the job that an interaction requests: 50 bits of its SHA-256. If the database loses
   * the job and the interaction is carried out again, the new job gets the same id and so finds its
   * card and what it had made.
   */
  public static String of(String invocation) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(invocation.getBytes(StandardCharsets.UTF_8));
      return id(new BigInteger(1, hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String id(BigInteger bits) {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      BigInteger letter = bits.shiftRight(i * BITS_OF_A_LETTER);
      id.append(ALPHABET.charAt(letter.intValue() & (ALPHABET.length() - 1)));
    }
    return id.toString();
  }
}
