package dev.snapclone.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one cloud: an entry of clouds.yaml, merged with secure.yaml, its profile and OS_*
 * variables.
 *
 * @param name the bot's name for it
 * @param authUrl Keystone, ending in {@code /v3} without a slash
 * @param login how to sign in
 * @param region null when the catalog has one region only
 * @param endpointInterface public, internal or admin
 * @param endpointOverrides addresses that replace the catalog's, by service: identity, compute,
 *     block-storage, image, network
 * @param tls certificates to trust
 */
public record CloudSettings(
    String name,
    String authUrl,
    Login login,
    @Nullable String region,
    String endpointInterface,
    Map<String, String> endpointOverrides,
    Tls tls) {
  public CloudSettings {
    Objects.requireNonNull(login, "login");
    endpointOverrides = Map.copyOf(endpointOverrides);
  }

  /**
   * Certificates to trust.
   *
   * @param verify false trusts anybody, and is logged loudly
   * @param caFile certificates to trust besides the system's, null for none
   * @param certificates of the entry itself, to trust besides the system's
   */
  public record Tls(boolean verify, @Nullable Path caFile, List<X509Certificate> certificates) {
    /** Only the system's certificates. */
    public static final Tls SYSTEM = new Tls(true, null, List.of());

    public Tls {
      certificates = List.copyOf(certificates);
    }
  }

  /** How to sign in to Keystone v3. */
  public sealed interface Login {
    /**
     * User and password.
     *
     * @param user name or id
     * @param userDomain null with a user id
     */
    record Password(
        String user,
        boolean userIsId,
        @Nullable String userDomain,
        boolean userDomainIsId,
        Secret password,
        Scope scope)
        implements Login {}

    /**
     * An existing token.
     *
     * @param scope null keeps the token's own scope
     */
    record Token(Secret token, @Nullable Scope scope) implements Login {}

    /**
     * An application credential, without a scope, since Keystone refuses one.
     *
     * @param id null when it is named
     * @param credentialName null with an id
     * @param user its owner, when it is named: name or id
     * @param userDomain null with a user id
     */
    record ApplicationCredential(
        @Nullable String id,
        @Nullable String credentialName,
        @Nullable String user,
        boolean userIsId,
        @Nullable String userDomain,
        boolean userDomainIsId,
        Secret secret)
        implements Login {}
  }

  public sealed interface Scope permits ProjectScope, TrustScope {}

  /** A trust, which gives access to the trustor's project. */
  public record TrustScope(String trustId) implements Scope {}

  /**
   * A project.
   *
   * @param project name or id
   * @param domain null with a project id
   */
  public record ProjectScope(
      String project, boolean projectIsId, @Nullable String domain, boolean domainIsId)
      implements Scope {}
}
