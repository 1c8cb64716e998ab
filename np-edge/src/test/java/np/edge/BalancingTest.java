package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import np.model.Endpoint;
import np.model.InstanceId;
import np.model.WorkloadId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which instance gets a request, and what happens when it does not answer. */
final class BalancingTest {
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private static Endpoint dead(String name) throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new Endpoint(new InstanceId(name), "127.0.0.1", socket.getLocalPort());
    }
  }

  @Test
  void aRefusedConnectionIsTriedAtTheNextInstanceEvenForPost() throws IOException {
    try (RawServer good = RawServer.identified("good", "acme")) {
      edge.serve(dead("dead-1"), dead("dead-2"), good.endpoint());
      for (int i = 0; i < 10; i++) {
        try (RawClient client = edge.client()) {
          client.send(
              "POST / HTTP/1.1\r\nHost: shop.localhost\r\nLoad-Id: "
                  + i
                  + "\r\nContent-Length: 3\r\n\r\nabc");
          assertThat(client.answer().body()).isEqualTo("acme v1 good " + i);
        }
      }
      assertThat(edge.log()).extracting(entry -> entry.instance()).containsOnly("good");
    }
  }

  @Test
  void withoutAnyInstanceThereIsA503Page() throws IOException {
    edge.serve(dead("dead-1"));
    assertThat(edge.get("/").status()).isEqualTo(503);
    edge.serve();
    RawClient.Answer answer = edge.get("/");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(answer.body()).contains("request id " + answer.header("x-request-id"));
  }

  @Test
  void aStaleConnectionIsReplacedForRequestsThatMayBeRepeated() throws IOException {
    RawServer instance =
        edge.serve(
            request -> {
              if (request.target().equals("/second") && request.connection() == 1) {
                return false;
              }
              request.ok("" + request.connection());
              return true;
            });
    try (RawClient client = edge.client()) {
      assertThat(client.get(EdgeFixture.HOST, "/first").answer().body()).isEqualTo("1");
      assertThat(client.get(EdgeFixture.HOST, "/second").answer().body()).isEqualTo("2");
    }
    assertThat(instance.connections()).isEqualTo(2);
  }

  @Test
  void whatMayHaveHadAnEffectIsNotRepeated() throws IOException {
    RawServer instance =
        edge.serve(
            request -> {
              request.body();
              if (request.target().equals("/second")) {
                return false;
              }
              request.ok("ok");
              return true;
            });
    for (String request :
        List.of(
            "POST /second HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: 0\r\n\r\n",
            "PUT /second HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: 1\r\n\r\na")) {
      try (RawClient client = edge.client()) {
        client.get(EdgeFixture.HOST, "/first").answer();
        assertThat(client.send(request).answer().status()).isEqualTo(502);
      }
    }
    assertThat(instance.heads()).filteredOn(head -> head.contains("/second")).hasSize(2);
  }

  @Test
  void requestsGoToTheInstanceWithTheFewestInFlight() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    RawServer.Handler handler =
        request -> {
          try {
            if (request.target().equals("/hold")) {
              release.await();
            }
          } catch (InterruptedException e) {
            return false;
          }
          request.ok(request.header("x-forwarded-host"));
          return true;
        };
    try (RawServer one = new RawServer("one-1", handler);
        RawServer two = new RawServer("two-2", handler);
        RawClient holder = edge.client();
        RawClient client = edge.client()) {
      edge.serve(one.endpoint(), two.endpoint());
      holder.get(EdgeFixture.HOST, "/hold");
      Awaitility.await().until(() -> one.heads().size() + two.heads().size() == 1);
      RawServer free = one.heads().isEmpty() ? one : two;
      for (int i = 0; i < 20; i++) {
        client.get(EdgeFixture.HOST, "/").answer();
      }
      assertThat(free.heads()).hasSize(20);
      release.countDown();
    }
  }

  @Test
  void anInstanceThatLeavesIsDrainedOnlyAfterItsLastRequest() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    RawServer instance =
        edge.serve(
            request -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                return false;
              }
              request.ok("done");
              return true;
            });
    try (RawServer next = RawServer.identified("next", "acme");
        RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/slow");
      Awaitility.await().until(() -> instance.heads().size() == 1);
      edge.serve(next.endpoint());

      assertThat(edge.get("/").status()).isEqualTo(200);
      assertThat(next.heads()).hasSize(1);
      assertThat(edge.catalog().drainedInstances()).isEmpty();
      release.countDown();

      assertThat(client.answer().body()).isEqualTo("done");
      Awaitility.await()
          .until(() -> edge.catalog().drainedInstances().contains(instance.endpoint().instance()));
      Awaitility.await().until(() -> instance.openConnections() == 0);
    }
  }

  @Test
  void anIdleInstanceIsDrainedAtOnceAndAServingOneNever() throws Exception {
    try (RawServer one = RawServer.identified("one-1", "acme");
        RawServer two = RawServer.identified("two-2", "acme")) {
      edge.serve(one.endpoint(), two.endpoint());
      for (int i = 0; i < 4; i++) {
        edge.get("/");
      }
      edge.serve(two.endpoint());

      Awaitility.await()
          .until(() -> edge.catalog().drainedInstances().equals(Set.of(new InstanceId("one-1"))));
      Awaitility.await().until(() -> one.openConnections() == 0);
    }
  }

  @Test
  void anAddressGivenToAnotherWorkloadLeavesItsOldOne() throws IOException {
    WorkloadId other = WorkloadId.parse("evil/shop/web");
    try (RawServer server = RawServer.identified("inst-b", "evil")) {
      Endpoint stale = new Endpoint(new InstanceId("inst-a"), "127.0.0.1", server.port());
      edge.serve(stale);
      edge.catalog().serve(other, server.endpoint());
      edge.publish(
          EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB),
          EdgeFixture.proxy("evil.localhost", other));

      assertThat(edge.get("/").status()).isEqualTo(503);
      try (RawClient client = edge.client()) {
        assertThat(client.get("evil.localhost", "/").answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void connectionsToAnInstanceAreUsedAgain() throws IOException {
    RawServer instance =
        edge.serve(
            request -> {
              request.ok("ok");
              return true;
            });
    Set<Integer> seen = new TreeSet<>();
    try (RawClient client = edge.client()) {
      for (int i = 0; i < 100; i++) {
        seen.add(client.get(EdgeFixture.HOST, "/").answer().status());
      }
    }
    assertThat(seen).containsExactly(200);
    assertThat(instance.connections()).isEqualTo(1);
  }
}
