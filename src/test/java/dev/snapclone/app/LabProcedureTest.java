package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The procedure on a real OpenStack, seeded with the instances that the sandbox has too. {@code SNAPCLONE_LAB} names its
 * clouds.yaml, with the entries {@code demo} (password), {@code demo-app} (application credential) and {@code bot-app} (one of
 * another member, who does not own the keypair).
 */
@EnabledIfEnvironmentVariable(
    named = "SNAPCLONE_LAB",
    matches = ".+",
    disabledReason = "SNAPCLONE_LAB names no clouds.yaml of a real OpenStack")
class LabProcedureTest {
  @Nested
  class ByPassword extends ProcedureSuite {
    @Override
    CloudSettings cloud() {
      return CloudEntries.ofLab("demo");
    }

    @Override
    boolean ownsKeypair() {
      return true;
    }

    @Override
    boolean busySnapshots() {
      return true;
    }
  }

  @Nested
  class ByApplicationCredential extends ProcedureSuite {
    @Override
    CloudSettings cloud() {
      return CloudEntries.ofLab("demo-app");
    }

    @Override
    boolean ownsKeypair() {
      return true;
    }

    @Override
    boolean busySnapshots() {
      return true;
    }
  }

  @Nested
  class AsABotUserOfItsOwn extends ProcedureSuite {
    @Override
    CloudSettings cloud() {
      return CloudEntries.ofLab("bot-app");
    }

    @Override
    boolean ownsKeypair() {
      return false;
    }

    @Override
    boolean busySnapshots() {
      return true;
    }
  }
}
