package np.local.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import np.local.catalog.NodeCatalog;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import np.spi.Subscription;
import np.testkit.FakeEngine;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogClientTest {
  private static final InstanceId FIRST = new InstanceId("web-0001");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration LINGER = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private Path socket;
  private Path lastKnown;
  private NodeCatalog catalog = new NodeCatalog(LINGER);
  private LinkServer server;
  private final ConcurrentMap<WorkloadId, Endpoints> seen = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    socket = directory.resolve("node.sock");
    lastKnown = directory.resolve("endpoints");
    server = LinkServer.ofNode(socket, new FakeEngine(), catalog);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restartNode(Endpoints... published) {
    server.close();
    catalog = new NodeCatalog(LINGER);
    List.of(published).forEach(catalog::publish);
    server = LinkServer.ofNode(socket, new FakeEngine(), catalog);
  }

  private Subscription watch(CatalogClient client) {
    return client.watch(endpoints -> seen.put(endpoints.workload(), endpoints));
  }

  private static Endpoints web(InstanceId... instances) {
    return new Endpoints(
        TestWorkloads.WEB,
        List.of(instances).stream().map(id -> new Endpoint(id, "127.0.0.1", 20_001)).toList());
  }

  private void awaitSeen(Endpoints wanted) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(seen.get(TestWorkloads.WEB)).isEqualTo(wanted));
  }

  @Test
  void theLastKnownEndpointsAreInForceWhileTheNodeIsAway() {
    catalog.publish(web(FIRST));
    try (Subscription _ = watch(new CatalogClient(socket, lastKnown))) {
      awaitSeen(web(FIRST));
      await().atMost(LONG).until(() -> new EndpointsFile(lastKnown).read().size() == 1);
    }
    server.close();
    seen.clear();

    try (Subscription _ = watch(new CatalogClient(socket, lastKnown))) {
      assertThat(seen).containsEntry(TestWorkloads.WEB, web(FIRST));
    }
  }

  @Test
  void whatWasRemovedWhileTheNodeWasAwayIsWithdrawn() {
    catalog.publish(web(FIRST));
    try (Subscription _ = watch(new CatalogClient(socket, lastKnown))) {
      awaitSeen(web(FIRST));
      restartNode();
      awaitSeen(web());
    }
  }

  @Test
  void anInstanceIsDrainedOnlyWhenTheEdgeSaysSo() throws Exception {
    catalog.publish(web(FIRST));
    CatalogClient client = new CatalogClient(socket, lastKnown);
    try (Subscription _ = watch(client)) {
      awaitSeen(web(FIRST));
      catalog.publish(web());
      awaitSeen(web());

      assertThat(catalog.awaitDrained(FIRST, Duration.ofMillis(50))).isFalse();
      client.drained(FIRST);
      assertThat(catalog.awaitDrained(FIRST, LONG)).isTrue();
    }
  }

  @Test
  void anEdgeThatComesBackStillUsesWhatItUsedBefore() throws Exception {
    catalog.publish(web(FIRST));
    CatalogClient client = new CatalogClient(socket, lastKnown);
    try (Subscription _ = watch(client)) {
      awaitSeen(web(FIRST));
      restartNode(web());
      awaitSeen(web());

      assertThat(catalog.awaitDrained(FIRST, Duration.ofMillis(50))).isFalse();
      client.drained(FIRST);
      assertThat(catalog.awaitDrained(FIRST, LONG)).isTrue();
    }
  }

  @Test
  void anEdgeThatWasNeverToldAboutAnInstanceDoesNotHoldItUp() throws Exception {
    catalog.publish(web());
    try (Subscription _ = watch(new CatalogClient(socket, lastKnown))) {
      awaitSeen(web());
      assertThat(catalog.awaitDrained(FIRST, Duration.ZERO)).isTrue();
    }
  }

  @Test
  void whoAwaitsTheCurrentEndpointsHasThemAll() throws Exception {
    catalog.publish(web(FIRST));
    CatalogClient client = new CatalogClient(socket, lastKnown);
    try (Subscription _ = watch(client)) {
      assertThat(client.awaitCurrent(LONG)).isTrue();
      assertThat(seen).containsEntry(TestWorkloads.WEB, web(FIRST));
    }
    server.close();
    CatalogClient alone = new CatalogClient(socket, lastKnown);
    try (Subscription _ = watch(alone)) {
      assertThat(alone.awaitCurrent(Duration.ofMillis(20))).isFalse();
    }
  }

  @Test
  void theFileIsWrittenByOneOfTwoEdges() throws Exception {
    CatalogClient client = new CatalogClient(socket, lastKnown);
    client.rest();
    catalog.publish(web(FIRST));
    try (Subscription _ = watch(client)) {
      awaitSeen(web(FIRST));
      assertThat(client.awaitCurrent(LONG)).isTrue();
      client.rest(); // returns when nothing is being written
      assertThat(lastKnown).doesNotExist();
      client.keep();
      await().atMost(LONG).until(() -> new EndpointsFile(lastKnown).read().size() == 1);
    }
  }
}
