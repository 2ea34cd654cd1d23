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
 * @param endpointOverrides addresses to use instead of the catalog's, by service: identity,
 *     compute, block-storage, image, network
 * @param tls whom to trust
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
   * Whom to trust.
   *
   * @param verify false trusts anybody, and is said loudly
   * @param caFile a file of certificates to trust besides the system's, null for none
   * @param certificates certificates of the entry itself, to trust besides the system's
   */
  public record Tls(boolean verify, @Nullable Path caFile, List<X509Certificate> certificates) {
    /** Whom the system trusts. */
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
     * @param userIsId whether {@code user} is an id
     * @param userDomain domain of the user; null with an id
     * @param userDomainIsId whether {@code userDomain} is an id
     * @param scope the project or trust
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
     * @param scope the project or trust; null keeps the token's own scope
     */
    record Token(Secret token, @Nullable Scope scope) implements Login {}

    /**
     * An application credential; asks for no scope, since Keystone refuses one.
     *
     * @param id its id; null when it is named
     * @param credentialName its name; null with an id
     * @param user its owner, when it is named: name or id
     * @param userIsId whether {@code user} is an id
     * @param userDomain domain of the owner; null with an id
     * @param userDomainIsId whether {@code userDomain} is an id
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

  /** What a token is for. */
  public sealed interface Scope permits ProjectScope, TrustScope {}

  /** A trust, which leads to the project of the one who trusts. */
  public record TrustScope(String trustId) implements Scope {}

  /**
   * A project.
   *
   * @param project name or id
   * @param projectIsId whether {@code project} is an id
   * @param domain domain of the project; null with an id
   * @param domainIsId whether {@code domain} is an id
   */
  public record ProjectScope(
      String project, boolean projectIsId, @Nullable String domain, boolean domainIsId)
      implements Scope {}
}
