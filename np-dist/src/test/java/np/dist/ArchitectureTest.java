package np.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.net.IDN;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler does not know. */
final class ArchitectureTest {
  private static final String[] FLOOR_2 = {
    "np.cli", "np.server", "np.edge", "np.local", "np.nomad"
  };

  private static JavaClasses production;

  @BeforeAll
  static void readClasses() {
    production =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("np-testkit"))
            .withImportOption(location -> !location.contains("np-picocli"))
            .importPackages("np");
  }

  @Test
  void modulesOfFloorTwoAreStrangers() {
    for (String module : FLOOR_2) {
      for (String other : FLOOR_2) {
        if (!module.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage(module + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(other + "..")
              .check(production);
        }
      }
    }
  }

  @Test
  void modelDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage("np.model..", "np.plan..", "np.spi..", "np.api..", "np.spec..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(
                    "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..")
                .and(DescribedPredicate.not(JavaClass.Predicates.type(IDN.class))))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .check(production);
  }

  @Test
  void packagesDoNotFormCycles() {
    slices().matching("np.(*).(*)..").should().beFreeOfCycles().check(production);
  }

  @Test
  void processesAreStartedByTheLaunchersOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("np.local.process..", "np.local.postgres..", "np.dist..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(production);
    noClasses().should().callMethod(Runtime.class, "exec", String.class).check(production);
  }

  @Test
  void timeAndEnvironmentComeFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("np.dist..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(production);
  }

  @Test
  void nobodyUsesCompletableFutures() {
    noClasses()
        .that()
        .resideOutsideOfPackages("np.dist..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(CompletableFuture.class)
        .check(production);
  }

  @Test
  void staticFieldsAreFinal() {
    ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("np..")
        .should()
        .beFinal()
        .check(production);
  }

  @Test
  void classesAreFinalUnlessMadeForInheritance() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(production);
  }
}
