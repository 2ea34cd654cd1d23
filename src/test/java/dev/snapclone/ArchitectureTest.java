package dev.snapclone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which packages may use which, and why. */
@AnalyzeClasses(packages = "dev.snapclone", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.snapclone.";
  private static final List<String> FEATURES =
      List.of(
          "snapshot",
          "clone",
          "windows",
          "linux",
          "jobcontrol",
          "auditing",
          "lease",
          "schedule",
          "notification");
  private static final List<String> ADAPTERS =
      List.of("openstack", "storage", "discord", "telemetry");

  @ArchTest
  static final ArchRule jdaStaysInDiscord =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.snapclone.discord..", "dev.snapclone.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.dv8tion..")
          .because("a second chat must be a second adapter, not a change of the features");

  @ArchTest
  static final ArchRule openstack4jStaysInOpenstack =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.openstack..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openstack4j..")
          .because("its clients are bound to threads and its answers need our strict reading");

  @ArchTest
  static final ArchRule sqlStaysInStorage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "org.flywaydb..")
          .because("what is durable, and in which transaction, is read in one place");

  @ArchTest
  static final ArchRule schedulerStaysBelowTheWorkflows =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.snapclone.job.engine..", "dev.snapclone.storage..", "dev.snapclone.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.kagkarlsson..", "javax.sql..")
          .because("workflows are plain code over Steps");

  @ArchTest
  static final ArchRule hoconStaysInConfig =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.typesafe.config..", "org.yaml..")
          .because("every problem of the configuration is reported at once, with its origin");

  @ArchTest
  static final ArchRule drawingStaysInPicture =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.windows.picture..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..", "org.apache.fontbox..")
          .because("a host may have no screen and no fonts, and only drawing has to mind that");

  @ArchTest
  static final ArchRule nobodyInterruptsThreads =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.sandbox..")
          .and()
          .haveNameNotMatching("dev\\.snapclone\\.job\\.BackgroundThreads.*")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.concurrent\\.(Executors|(Scheduled)?ThreadPoolExecutor|ForkJoinPool)")
          .because(
              "H2 closes its file when an interrupted thread uses it, and the pools of"
                  + " BackgroundThreads interrupt nobody");

  @ArchTest
  static final ArchRule nobodyAsksTheHostForFonts =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.awt\\.Font|java\\.awt\\.FontMetrics|java\\.awt\\.font\\..*")
          .because("pictures look alike on every host, and a slim one has no font configuration");

  @ArchTest
  static final ArchRule onlyAppKnowsTheSandboxes =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.snapclone.app..", "dev.snapclone.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.snapclone.sandbox..")
          .because("no branch in the bot may say demo");

  @ArchTest
  static final ArchRule sandboxesKnowNothingOfTheBot =
      classes()
          .that()
          .resideInAPackage("dev.snapclone.sandbox..")
          .should()
          .onlyDependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.snapclone.sandbox..")
                  .or(
                      JavaClass.Predicates.resideOutsideOfPackage("dev.snapclone..")
                          .as("not the bot")))
          .because("the bot's real clients talk to them over real HTTP");

  @ArchTest
  static final ArchRule sandboxesKnowNotEachOther =
      slices()
          .matching("dev.snapclone.sandbox.(*)..")
          .should()
          .notDependOnEachOther()
          .because("either can be replaced by the real thing");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices()
          .matching("dev.snapclone.(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages are read one after another, from the bottom to the top");

  @ArchTest
  static final ArchRule noWallClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.app..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is an injected InstantSource, so that tests own it");

  @ArchTest
  static final ArchRule threadsAreMadeInOnePlace =
      noClasses()
          .that()
          .doNotHaveSimpleName("BackgroundThreads")
          .and()
          .doNotHaveSimpleName("SandboxThreads")
          .and()
          .doNotHaveSimpleName("StopSignal")
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "make a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
          .because("a thread that is no daemon, or has no name, is found out too late");

  @ArchTest
  static final ArchRule noStandardStreams =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.snapclone.app..")
          .and()
          .doNotHaveFullyQualifiedName("dev.snapclone.Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("what the bot says goes to the chat or to the log");

  @ArchTest
  static final ArchRule messagesAreMadeInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.snapclone.discord.Renderer")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("net.dv8tion.jda.api.utils.messages.MessageCreateBuilder")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("net.dv8tion.jda.api.utils.messages.MessageEditBuilder")
          .because("one place escapes, keeps the limits and sets allowed_mentions");

  @ArchTest
  static final ArchRule nothingIsSaidPastTheRenderer =
      noClasses()
          .that()
          .resideInAnyPackage("dev.snapclone.discord..", "dev.snapclone.app..")
          .should()
          .callMethodWhere(takesWordsForAMessage())
          .because("a plain text would be sent without escaping and without allowed_mentions");

  @ArchTest
  static final ArchRule secretsAreNoTexts =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.snapclone.config..")
          .and()
          .haveNameMatching("(?i).*(password|secret|token)")
          .and()
          .areNotStatic()
          .should()
          .haveRawType("dev.snapclone.config.Secret")
          .because("a text shows itself in logs, exceptions and toString");

  @ArchTest
  static final ArchRule nothingStaticHoldsState =
      classes()
          .should(haveOnlyFinalStaticFields())
          .because("two bots in one process, as in the tests, must not meet");

  @ArchTest
  static void featuresDoNotKnowEachOther(com.tngtech.archunit.core.domain.JavaClasses all) {
    for (String feature : FEATURES) {
      apart(feature, FEATURES, "what two features need moves down").check(all);
    }
  }

  @ArchTest
  static void adaptersDoNotKnowEachOther(com.tngtech.archunit.core.domain.JavaClasses all) {
    for (String adapter : ADAPTERS) {
      apart(adapter, ADAPTERS, "each can be replaced alone").check(all);
    }
    apart("job.engine", ADAPTERS, "storage implements the engine's port, not the other way round")
        .check(all);
    for (String adapter : List.of("openstack", "discord", "telemetry")) {
      apart(adapter, List.of("job.engine"), "they know jobs, not how jobs are run").check(all);
    }
  }

  @ArchTest
  static void portsKnowNoAdapterAndNoFeature(com.tngtech.archunit.core.domain.JavaClasses all) {
    List<String> above = new ArrayList<>(FEATURES);
    above.addAll(ADAPTERS);
    above.add("job.engine");
    above.add("app");
    for (String low : List.of("procedure", "lineage", "request", "inventory", "removal")) {
      apart(low, above, "what features share lies below them").check(all);
    }
    above.addAll(List.of("procedure", "request", "inventory", "removal"));
    for (String low :
        List.of("cloud", "i18n", "access", "config", "audit", "approval", "command", "watch")) {
      apart(low, above, "ports lie below features and adapters").check(all);
    }
    apart(
            "procedure",
            List.of("command", "request", "approval", "inventory"),
            "what OpenStack is like can be read without knowing how people ask for it")
        .check(all);
    noClasses()
        .that()
        .resideInAPackage("dev.snapclone.job")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.snapclone.cloud..", "dev.snapclone.discord..", "dev.snapclone.command..")
        .because("a job knows no cloud and no chat")
        .check(all);
  }

  private static DescribedPredicate<JavaMethodCall> takesWordsForAMessage() {
    Set<String> sends =
        Set.of(
            "sendMessage",
            "sendMessageFormat",
            "sendMessageEmbeds",
            "reply",
            "replyFormat",
            "replyEmbeds",
            "editMessage",
            "editMessageById",
            "editOriginal",
            "editOriginalEmbeds",
            "setContent",
            "editMessageEmbeds");
    return DescribedPredicate.describe(
        "send plain words or bare embeds",
        call ->
            call.getTarget().getOwner().getPackageName().startsWith("net.dv8tion.jda")
                && !call.getOriginOwner().getSimpleName().equals("Renderer")
                && sends.contains(call.getTarget().getName())
                && call.getTarget().getRawParameterTypes().stream()
                    .noneMatch(type -> type.getSimpleName().startsWith("Message")));
  }

  private static ArchRule apart(String one, List<String> others, String because) {
    String[] forbidden =
        others.stream()
            .filter(o -> !o.equals(one))
            .map(o -> ROOT + o + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + one + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .because(because)
        .allowEmptyShould(false);
  }

  private static ArchCondition<JavaClass> haveOnlyFinalStaticFields() {
    return new ArchCondition<>("have only final static fields") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
            .filter(f -> f.getModifiers().contains(JavaModifier.STATIC))
            .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
            .filter(f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC))
            .forEach(
                f ->
                    events.add(
                        SimpleConditionEvent.violated(
                            f, f.getFullName() + " is static and not final")));
      }
    };
  }
}
