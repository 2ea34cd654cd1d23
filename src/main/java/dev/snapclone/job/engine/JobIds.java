package dev.snapclone.job.engine;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Makes short ids that can be read aloud: no letter looks like a digit. */
public final class JobIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 10;
  private static final int BITS_OF_A_LETTER = 5;

  private final SecureRandom random = new SecureRandom();

  /** A fresh id: 10 characters, 50 random bits. */
  public String next() {
    return id(new BigInteger(LENGTH * BITS_OF_A_LETTER, random));
  }

  /**
   * The id of the job that an interaction asks for: 50 bits of its SHA-256. Where a database has
   * lost the job and the interaction is carried out again, the job is the same one: it finds by its
   * mark what it had made, and its card.
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
