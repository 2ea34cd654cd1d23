package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The procedure on the OpenStack sandbox: the very tests that a real OpenStack passes. */
class SandboxProcedureTest {

  @Nested
  class ByPassword extends OnSandbox {
    ByPassword() {
      super("demo", true);
    }
  }

  @Nested
  class AsABotUserOfItsOwn extends OnSandbox {
    AsABotUserOfItsOwn() {
      super("bot-app", false);
    }
  }

  /** Nova of early 2017 and the first Cinder v3: calls take their older way. */
  @Nested
  class OnAnOldCloud extends OnSandbox {
    OnAnOldCloud() {
      super("demo", true, Knobs.fast().apiMaximum("compute", 42).apiMaximum("volume", 0));
    }
  }

  abstract static class OnSandbox extends ProcedureSuite {
    private final OpenStackSandbox sandbox;
    private final String entry;
    private final boolean ownsKeypair;

    OnSandbox(String entry, boolean ownsKeypair) {
      this(entry, ownsKeypair, Knobs.fast());
    }

    OnSandbox(String entry, boolean ownsKeypair, Knobs knobs) {
      this.sandbox = OpenStackSandbox.start(CloudSandboxOptions.fast().withKnobs(knobs));
      this.entry = entry;
      this.ownsKeypair = ownsKeypair;
    }

    @AfterAll
    void stopsTheSandbox() {
      sandbox.close();
    }

    @Override
    CloudSettings cloud() {
      return CloudEntries.of(sandbox.cloudsYaml(), entry);
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
