package np.local.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteTable;
import np.spi.Ingress;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngressClientTest {
  private static final Hostname HOST = new Hostname("shop.localhost");

  @TempDir private Path directory;

  /** Takes even generations only. */
  private static final class PickyIngress implements Ingress {
    private final List<RouteTable> taken = new CopyOnWriteArrayList<>();

    @Override
    public void publish(RouteTable wanted) {
      if (wanted.generation() % 2 != 0) {
        throw new NpException.Invalid(ErrorCode.BAD_VALUE, "odd", "make it even");
      }
      taken.add(wanted);
    }

    @Override
    public RouteStatus verify(Route route) {
      return new RouteStatus(4, RouteStatus.State.NO_ENDPOINT, route.host() + " has no endpoint");
    }
  }

  @Test
  void aTableOfEveryKindOfRouteArrivesAsItWasSent() {
    PickyIngress ingress = new PickyIngress();
    Path socket = directory.resolve("edge.sock");
    Route proxy = new Route.Proxy(HOST, "/", TestWorkloads.WEB, Route.Prefix.KEEP);
    Route closed = new Route.Closed(HOST, "/old", TestWorkloads.APP, "this app is stopped");
    Route redirect =
        new Route.Redirect(HOST, "/new", TestWorkloads.APP, new Hostname("new.localhost"));
    RouteTable table = new RouteTable(4, List.of(proxy, closed, redirect));
    try (LinkServer _ = LinkServer.ofEdge(socket, ingress)) {
      IngressClient client = new IngressClient(socket);
      client.publish(table);

      assertThat(ingress.taken).containsExactly(table);
      assertThat(client.verify(proxy)).isEqualTo(ingress.verify(proxy));
    }
  }

  @Test
  void aRefusalIsThrownAgainAsItWas() {
    Path socket = directory.resolve("edge.sock");
    try (LinkServer _ = LinkServer.ofEdge(socket, new PickyIngress())) {
      assertThatThrownBy(() -> new IngressClient(socket).publish(new RouteTable(3, List.of())))
          .isInstanceOfSatisfying(
              NpException.Invalid.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_VALUE);
                assertThat(e).hasMessage("odd");
                assertThat(e.hint()).isEqualTo("make it even");
              });
    }
  }

  @Test
  void anEdgeThatIsAwayIsSaidToBe() {
    assertThatThrownBy(
            () -> new IngressClient(directory.resolve("none.sock")).publish(RouteTable.EMPTY))
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.EDGE_UNAVAILABLE));
  }

  @Test
  void aCallToTheWrongProgramIsRefused() {
    Path socket = directory.resolve("edge.sock");
    try (LinkServer _ = LinkServer.ofEdge(socket, new PickyIngress())) {
      assertThatThrownBy(() -> new EngineClient(socket).observe())
          .isInstanceOf(NpException.Unavailable.class);
    }
  }
}
