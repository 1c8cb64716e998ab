package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import np.server.http.ApiRoute;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every route, every role, every ownership; a route that nobody wrote an expectation for fails. */
class AuthorisationMatrixTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir static Path directory;

  static AppRig apps;

  @BeforeAll
  static void start() {
    apps = AppRig.start(POSTGRES.dataSource(), directory);
  }

  @AfterAll
  static void stop() {
    apps.close();
  }

  /** What the contract demands; a new feature adds its own. */
  static List<Expectation> expectations() {
    return Stream.of(KernelExpectations.all(), AppExpectations.all(), DatabaseExpectations.all())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void everyRouteHasExactlyOneExpectation() {
    assertThat(expectations().stream().map(Expectation::route))
        .containsExactlyInAnyOrderElementsOf(
            apps.server().server().routes().stream().map(ApiRoute::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> everyCallIsAnsweredAsTheContractDemands() {
    World world = new World(apps.server());
    AuthorisationMatrix matrix = new AuthorisationMatrix(world);
    return expectations().stream()
        .flatMap(expectation -> matrix.cases(expectation).stream())
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.expectation().route() + ": " + one.name(), () -> check(one, world)));
  }

  private static void check(AuthorisationMatrix.Case one, World world) {
    TestClient.Verdict verdict = one.run(world);
    assertThat(Expectation.fits(one.status(), verdict))
        .as(
            "%s, %s: demanded %s, got %s",
            one.expectation().route(), one.name(), one.status(), verdict)
        .isTrue();
  }
}
