package dev.snapclone.sandbox.openstack;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Projects, users, credentials and tokens. Guarded by the {@link CloudWorld}'s lock. */
final class IdentityState {
  final Map<String, Project> projects = new LinkedHashMap<>();
  final Map<String, User> users = new LinkedHashMap<>();
  final Map<String, AppCredential> credentials = new LinkedHashMap<>();
  final Map<String, Token> tokens = new HashMap<>();

  /** Service types that the catalog leaves out. */
  final Set<String> hidden = new LinkedHashSet<>();

  static final class Project {
    final String id;
    final String name;

    /** Limits by name, such as instances, gigabytes, port; -1 for none. */
    final Map<String, Integer> quota = new LinkedHashMap<>();

    Project(String id, String name) {
      this.id = id;
      this.name = name;
    }

    int limit(String item) {
      return quota.getOrDefault(item, -1);
    }
  }

  static final class User {
    final String id;
    final String name;
    final String password;
    final String projectId;

    User(String id, String name, String password, String projectId) {
      this.id = id;
      this.name = name;
      this.password = password;
      this.projectId = projectId;
    }
  }

  static final class AppCredential {
    final String id;
    final String name;
    final String secret;
    final User user;
    final String projectId;
    @Nullable Instant expires;

    AppCredential(String id, String name, String secret, User user, String projectId) {
      this.id = id;
      this.name = name;
      this.secret = secret;
      this.user = user;
      this.projectId = projectId;
    }
  }

  static final class Token {
    final String id;
    final String auditId;
    final String method;
    final User user;
    final @Nullable Project project;
    final @Nullable AppCredential credential;
    final Instant issued;
    Instant expires;

    /** Whether it expires with its credential; its expiry is then written without a zone. */
    boolean zoneless;

    boolean revoked;

    /** Until when services accept it without asking Keystone; null before its first use. */
    @Nullable Instant cachedUntil;

    Token(
        Supplier<String> hex,
        String method,
        User user,
        @Nullable Project project,
        @Nullable AppCredential credential,
        Instant issued,
        Instant expires) {
      this.id = "gAAAAA" + hex.get() + hex.get() + hex.get();
      this.auditId = hex.get().substring(0, 22);
      this.method = method;
      this.user = user;
      this.project = project;
      this.credential = credential;
      this.issued = issued;
      this.expires = expires;
    }
  }
}
