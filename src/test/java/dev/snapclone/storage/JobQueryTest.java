package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.engine.TestDatabases;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jobs of a guild, a part at a time, newest first. */
class JobQueryTest {
  private static final Set<JobState> ANY = JobQuery.states(state -> true);

  private static Actor called(String id, String name) {
    return new Actor(id, name, Set.of(), Set.of(), false);
  }

  private static JobQuery query(
      Set<JobState> states, String requester, String olderThan, String newerThan, int most) {
    return new JobQuery("g1", VisibleClouds.ALL, states, requester, olderThan, newerThan, most);
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aQueryFindsItsPart(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      for (int i = 1; i <= 6; i++) {
        JobState state = i % 2 == 0 ? JobState.QUEUED : JobState.WAITING_FOR_APPROVAL;
        // A name that looks like the id of somebody else.
        Actor by = i == 5 ? called("200", "bo \"id\":\"100\" %") : called("100", "anna");
        database
            .jobs()
            .insert(
                aJob().id("j" + i).by(by).cloud(i == 6 ? "lab" : "prod").state(state).build(),
                stored -> {});
      }
      database
          .jobs()
          .insert(
              aJob().id("other").in(new Place("g2", "c", "ops", "c", "en")).build(), stored -> {});
      assertEquals("j6 j5 j4 j3 j2 j1", ids(database, query(ANY, null, null, null, 10)));
      assertEquals("j6 j5", ids(database, query(ANY, null, null, null, 2)));
      assertEquals("j4 j3", ids(database, query(ANY, null, "j5", null, 2)));
      assertEquals("j5 j4", ids(database, query(ANY, null, null, "j3", 2)));
      assertEquals("j6", ids(database, query(ANY, null, null, "j5", 2)));
      assertEquals("", ids(database, query(ANY, null, "j1", null, 2)));
      assertEquals("", ids(database, query(ANY, null, "no-such", null, 2)));
      assertEquals("j6 j4 j2", ids(database, query(Set.of(JobState.QUEUED), null, null, null, 10)));
      assertEquals("j6 j4 j3 j2 j1", ids(database, query(ANY, "100", null, null, 10)));
      assertEquals("j5", ids(database, query(ANY, "200", null, null, 10)));
      assertEquals("", ids(database, query(ANY, "%", null, null, 10)));
      VisibleClouds lab = new VisibleClouds(true, Set.of("lab"));
      assertEquals("j6", ids(database, new JobQuery("g1", lab, ANY, "100", null, null, 10)));
    }
  }

  private static String ids(Database database, JobQuery query) {
    List<Job> found = database.jobs().recent(query);
    return String.join(" ", found.stream().map(Job::id).toList());
  }
}
