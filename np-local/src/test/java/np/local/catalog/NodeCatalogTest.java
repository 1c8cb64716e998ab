package np.local.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;

final class NodeCatalogTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final InstanceId ONE = new InstanceId("web-0001");
  private static final InstanceId TWO = new InstanceId("web-0002");

  private final NodeCatalog catalog = new NodeCatalog(Duration.ofMillis(1));
  private final List<Endpoints> seen = new CopyOnWriteArrayList<>();

  private static Endpoints web(InstanceId... instances) {
    return new Endpoints(
        TestWorkloads.WEB,
        List.of(instances).stream().map(id -> new Endpoint(id, "127.0.0.1", 20_001)).toList());
  }

  @Test
  void anInstanceIsDrainedAtOnceWhenNoEdgeIsThere() throws Exception {
    catalog.publish(web(ONE));
    catalog.publish(web());

    assertThat(catalog.awaitDrained(ONE, Duration.ZERO)).isTrue();
  }

  @Test
  void everyEdgeMustLetGo() throws Exception {
    catalog.publish(web(ONE));
    try (EdgeSubscription left = catalog.watch(seen::add);
        EdgeSubscription right = catalog.watch(seen::add)) {
      await().atMost(LONG).until(() -> seen.size() == 2);
      catalog.publish(web());
      left.drained(ONE);
      assertThat(catalog.awaitDrained(ONE, Duration.ofMillis(20))).isFalse();

      right.drained(ONE);

      assertThat(catalog.awaitDrained(ONE, LONG)).isTrue();
    }
  }

  @Test
  void anEdgeThatIsGoneHoldsNothingUp() throws Exception {
    catalog.publish(web(ONE));
    try (EdgeSubscription _ = catalog.watch(seen::add)) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
    }
    catalog.publish(web());

    assertThat(catalog.awaitDrained(ONE, LONG)).isTrue();
  }

  @Test
  void anEdgeThatHasNotReadTheWithdrawalYetStillUsesTheInstance() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    catalog.publish(web(ONE));
    try (EdgeSubscription edge =
        catalog.watch(
            endpoints -> {
              seen.add(endpoints);
              awaitQuietly(busy);
            })) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
      catalog.publish(web());

      assertThat(catalog.awaitDrained(ONE, Duration.ofMillis(20))).isFalse();
      busy.countDown();
      edge.drained(ONE);
      assertThat(catalog.awaitDrained(ONE, LONG)).isTrue();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSlowEdgeIsToldOnlyTheNewest() {
    CountDownLatch busy = new CountDownLatch(1);
    catalog.publish(web());
    try (EdgeSubscription _ =
        catalog.watch(
            endpoints -> {
              seen.add(endpoints);
              awaitQuietly(busy);
            })) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
      catalog.publish(web(ONE));
      catalog.publish(web(ONE, TWO));
      busy.countDown();

      await().atMost(LONG).until(() -> seen.size() == 2);
      assertThat(seen).containsExactly(web(), web(ONE, TWO));
    }
  }

  @Test
  void aWorkloadThatIsForgottenIsWithdrawn() {
    catalog.publish(web(ONE));
    try (EdgeSubscription _ = catalog.watch(seen::add)) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
      catalog.forget(TestWorkloads.WEB);
      await().atMost(LONG).until(() -> seen.getLast().serving().isEmpty());
    }
    assertThat(catalog.workloads()).isEmpty();
  }
}
