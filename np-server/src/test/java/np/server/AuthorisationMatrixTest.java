package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import np.server.http.ApiRoute;
import np.server.http.Feature;
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

  static ServerRig rig;

  @BeforeAll
  static void start() {
    rig = ServerRig.start(POSTGRES.dataSource(), directory, AuthorisationMatrixTest::features);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  /** The features beside the kernel's own: add yours here, and its expectations below. */
  static List<Feature> features(Kernel kernel) {
    return List.of();
  }

  static List<Expectation> expectations() {
    return KernelExpectations.all();
  }

  @Test
  void everyRouteHasExactlyOneExpectation() {
    assertThat(expectations().stream().map(Expectation::route))
        .containsExactlyInAnyOrderElementsOf(
            rig.server().routes().stream().map(ApiRoute::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> everyCallIsAnsweredAsTheContractDemands() {
    World world = new World(rig);
    AuthorisationMatrix matrix = new AuthorisationMatrix(world);
    return expectations().stream()
        .flatMap(expectation -> matrix.cases(expectation).stream())
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.expectation().route() + ": " + one.name(),
                    () -> assertThat(one.run(world)).as(one.name()).isEqualTo(one.status())));
  }
}
