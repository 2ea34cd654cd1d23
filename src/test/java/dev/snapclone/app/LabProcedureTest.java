package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The procedure on a real OpenStack, seeded with the instances that the sandbox has too. {@code
 * SNAPCLONE_LAB} names its clouds.yaml, with the entries {@code demo} (password), {@code demo-app}
 * (application credential) and {@code bot-app} (one of another member, who does not own the
 * keypair).
 */
@EnabledIfEnvironmentVariable(
    named = "SNAPCLONE_LAB",
    matches = ".+",
    disabledReason = "SNAPCLONE_LAB names no clouds.yaml of a real OpenStack")
class LabProcedureTest {
  @Nested
  class ByPassword extends OnLab {
    ByPassword() {
      super("demo", true);
    }
  }

  @Nested
  class ByApplicationCredential extends OnLab {
    ByApplicationCredential() {
      super("demo-app", true);
    }
  }

  @Nested
  class AsABotUserOfItsOwn extends OnLab {
    AsABotUserOfItsOwn() {
      super("bot-app", false);
    }
  }

  abstract static class OnLab extends ProcedureSuite {
    private final String entry;
    private final boolean ownsKeypair;

    OnLab(String entry, boolean ownsKeypair) {
      this.entry = entry;
      this.ownsKeypair = ownsKeypair;
    }

    @Override
    CloudSettings cloud() {
      return CloudEntries.ofLab(entry);
    }

    @Override
    boolean ownsKeypair() {
      return ownsKeypair;
    }

    @Override
    boolean busySnapshots() {
      return true;
    }
  }
}
