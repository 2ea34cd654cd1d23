package dev.snapclone.cloud;

import java.util.function.BooleanSupplier;

/**
 * The cloud in memory keeps the contract that a real one keeps, or tests on it would prove nothing.
 */
class InMemoryCloudContractTest extends CloudContract {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("memory");

  @Override
  protected CloudFixtures fixtures() {
    // Its time passes by advance() alone, so that an early look sees an early state.
    cloud.knobs().looksPerState(1_000_000);
    return new CloudFixtures() {
      @Override
      public Cloud cloud() {
        return cloud;
      }

      @Override
      public String openNetwork(String name) {
        cloud.knobs().network(name, name).portSecurity(name, false);
        return name;
      }

      @Override
      public String volumeOfVolume(String name, String sourceId) {
        String[] made = new String[1];
        cloud.rig(state -> made[0] = new Storage(state).cloneOf(name, sourceId));
        return made[0];
      }

      @Override
      public String addServerGroup(String name, String policy) {
        Rigging.serverGroup(cloud, name, policy);
        return "group-" + name;
      }

      @Override
      public void removeServerGroup(String id) {
        cloud.rig(state -> state.serverGroups.removeIf(g -> g.id().equals(id)));
      }

      @Override
      public void foreignVolumeType(String name) {
        Rigging.volumeType(cloud, name, true);
      }

      @Override
      public void removeVolumeType(String name) {
        cloud.rig(state -> state.volumeTypes.removeIf(t -> t.name().equals(name)));
      }

      @Override
      public void removeNetwork(String id) {
        cloud.knobs().noNetwork(id);
      }

      @Override
      public void await(String what, BooleanSupplier done) {
        for (int i = 0; i < 1000; i++) {
          if (done.getAsBoolean()) {
            return;
          }
          cloud.advance();
        }
        throw new AssertionError("never: " + what);
      }
    };
  }
}
