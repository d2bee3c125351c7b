package io.backstay.plans;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.sql.Connection;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
    packages = "io.backstay",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /** The test trees of other modules, which reach this one as jars. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule camelIsKnownToOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.backstay.run.route..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.backstay.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theLanguageKnowsNothingAboveIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.backstay.spi..",
              "io.backstay.expr..",
              "io.backstay.plan..",
              "io.backstay.program..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.backstay.run..",
              "io.backstay.set..",
              "io.backstay.survey..",
              "io.backstay.app..",
              "io.backstay.connectors..",
              "io.backstay.drills..");

  @ArchTest
  static final ArchRule connectorsAndRuntimeNeverMeet =
      noClasses()
          .that()
          .resideInAPackage("io.backstay.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.backstay.run..",
              "io.backstay.set..",
              "io.backstay.survey..",
              "io.backstay.app..",
              "io.backstay.plan..",
              "io.backstay.program..");

  @ArchTest
  static final ArchRule theRuntimeKnowsNoConnector =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.backstay.run..", "io.backstay.set..", "io.backstay.survey..", "io.backstay.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.backstay.connectors..");

  @ArchTest
  static final ArchRule streamsKnowNoPlans =
      noClasses()
          .that()
          .resideInAPackage("io.backstay.run.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.backstay.plan..",
              "io.backstay.program..",
              "io.backstay.set..",
              "io.backstay.run");

  @ArchTest
  static final ArchRule onlyTheAppSpeaks =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.backstay.app..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyTheAppEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.backstay.app..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyTwoPackagesSpeakSql =
      noClasses()
          .that(
              resideInAPackage("io.backstay..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackages(
                          "io.backstay.connectors.postgres..", "io.backstay.connectors.sqlite..")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Connection.class);

  @ArchTest
  static final ArchRule previewsWriteInOnePlaceOnly =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.backstay.survey.ProvenWrites")
          .should()
          .callMethod(Store.class, "proveWrite", Look.class);

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes().should(liveInNullMarkedPackages());

  private static ArchCondition<JavaClass> liveInNullMarkedPackages() {
    return new ArchCondition<>("live in packages that are @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        if (!marked) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is not"));
        }
      }
    };
  }
}
