package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Workflow;
import dev.snapclone.request.Repeatable;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a kind of job is told here what it lacks. */
class JobKindsTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.snapclone");

  private static Stream<Class<?>> implementing(Class<?> type) {
    return MAIN.stream()
        .filter(one -> !one.isInterface() && one.isAssignableTo(type))
        .map(JavaClass::reflect);
  }

  private static List<JobKind<?>> kinds() {
    return implementing(Workflow.class).<JobKind<?>>map(JobKindsTest::kind).toList();
  }

  private static JobKind<?> kind(Class<?> workflow) {
    try {
      return (JobKind<?>) workflow.getField("KIND").get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(workflow + " has no public KIND", e);
    }
  }

  private static String planOfRepeatable(Class<?> asking) {
    return Stream.of(asking.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(type -> type.getRawType() == Repeatable.class)
        .map(type -> type.getActualTypeArguments()[0].getTypeName())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyKindIsCalledSomethingAndCanBeAskedForAgain() {
    Messages messages = Messages.load();
    Set<String> plans = new TreeSet<>();
    for (JobKind<?> kind : kinds()) {
      String word = kind.workflow().replaceFirst("-v[0-9]+$", "");
      assertTrue(messages.has("audit.asked." + word), "no text audit.asked." + word);
      plans.add(kind.planType().getName());
    }
    assertEquals(11, plans.size(), plans::toString);
    Set<String> again = new TreeSet<>();
    implementing(Repeatable.class).map(JobKindsTest::planOfRepeatable).forEach(again::add);
    assertEquals(plans, again, "the plans of the jobs that Retry can ask for once more");
  }
}
