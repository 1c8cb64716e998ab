package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import np.model.Endpoint;
import np.model.Hostname;
import np.model.Route;
import np.testkit.load.Failure;
import np.testkit.load.LoadReport;
import np.testkit.load.OpenLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes under load: nobody's request fails, nobody gets another's answer. */
final class LoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private EdgeFixture edge;
  private final List<RawServer> instances = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    edge.serve(instance("web-start"));
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
    for (RawServer instance : instances) {
      instance.close();
    }
  }

  private Endpoint instance(String name) throws IOException {
    RawServer instance = RawServer.identified(name, "acme");
    instances.add(instance);
    return instance.endpoint();
  }

  private OpenLoop.Running load() {
    return OpenLoop.against(URI.create("http://127.0.0.1:" + edge.port()))
        .host(EdgeFixture.HOST)
        .tenant("acme")
        .rate(300)
        .start();
  }

  @Test
  void replacingInstancesAndTablesFailsNothing() throws Exception {
    OpenLoop.Running load = load();
    for (int i = 0; i < 20; i++) {
      edge.catalog().serve(EdgeFixture.WEB, instance("web-a-" + i), instance("web-b-" + i));
      edge.publish(
          EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB),
          new Route.Closed(
              new Hostname("churn-" + i + ".localhost"), "/", EdgeFixture.WEB.app(), "churn"));
      load.await(40, LIMIT);
    }
    LoadReport report = load.stop();

    assertThat(report.failed()).as(report::toString).isZero();
    assertThat(report.instances()).hasSizeGreaterThan(20);
  }

  @Test
  void killingAnInstanceFailsAtMostWhatItHadInFlight() throws Exception {
    Endpoint stays = instance("web-stays");
    OpenLoop.Running load = load();
    for (int i = 0; i < 10; i++) {
      edge.catalog().serve(EdgeFixture.WEB, instance("web-dies-" + i), stays);
      load.await(30, LIMIT);
      instances.getLast().close();
      load.await(30, LIMIT);
    }
    LoadReport report = load.stop();

    assertThat(report.failed())
        .as(report::toString)
        .isEqualTo(report.failed(Failure.SERVER_ERROR))
        .isLessThan(report.sent() / 10);
  }
}
