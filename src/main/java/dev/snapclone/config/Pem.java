package dev.snapclone.config;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates as text (RFC 7468). */
final class Pem {
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.*?)-----END", Pattern.DOTALL);

  private Pem() {}

  /**
   * All certificates of a text in order. Line breaks may be missing or written as {@code \\n}, as
   * after passing through a variable or YAML's folding.
   *
   * @throws CertificateException when there is none, or one that cannot be read
   */
  static List<X509Certificate> certificates(String text) throws CertificateException {
    List<X509Certificate> found = new ArrayList<>();
    Matcher matcher = CERTIFICATE.matcher(text.replace("\\n", "\n"));
    while (matcher.find()) {
      try {
        byte[] der = Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
        found.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der)));
      } catch (IllegalArgumentException e) {
        throw new CertificateException("not base64", e);
      }
    }
    if (found.isEmpty()) {
      throw new CertificateException("none in it");
    }
    return found;
  }
}
