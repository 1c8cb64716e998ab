package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import np.model.AppId;
import np.model.AppName;
import np.model.Hostname;
import np.model.ProcessName;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteStatus.State;
import np.model.RouteTable;
import np.model.TenantName;
import np.model.WorkloadId;
import np.spi.Ingress;
import org.junit.jupiter.api.Test;

/** What every {@link Ingress} must do. A driver's test extends it and says how to make one. */
public abstract class IngressContract {
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  private static final WorkloadId WEB = new WorkloadId(APP, new ProcessName("web"));
  private static final Route PROXY =
      new Route.Proxy(new Hostname("shop.example.com"), "/", WEB, Route.Prefix.KEEP);
  private static final Route CLOSED =
      new Route.Closed(new Hostname("old.example.com"), "/", APP, "stopped");

  /** The ingress of this test, without a table. */
  protected abstract Ingress ingress();

  /** Makes an instance of the workload serve. */
  protected abstract void serve(WorkloadId workload);

  /** Makes all instances of the workload go. */
  protected abstract void unserve(WorkloadId workload);

  @Test
  void anUnknownRouteIsMissing() {
    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.MISSING);
    assertThat(ingress().verify(PROXY).why()).isNotEmpty();
  }

  @Test
  void aPublishedRouteIsLiveWhenItsWorkloadServes() {
    serve(WEB);
    ingress().publish(new RouteTable(1, List.of(PROXY)));

    assertThat(ingress().verify(PROXY)).isEqualTo(new RouteStatus(1, State.LIVE, ""));
  }

  @Test
  void aRouteToAWorkloadThatDoesNotServeSaysSo() {
    ingress().publish(new RouteTable(1, List.of(PROXY)));

    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.NO_ENDPOINT);
    assertThat(ingress().verify(PROXY).why()).isNotEmpty();
  }

  @Test
  void aRouteLosesItsLifeWithItsWorkload() {
    serve(WEB);
    ingress().publish(new RouteTable(1, List.of(PROXY)));
    unserve(WEB);

    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.NO_ENDPOINT);
  }

  @Test
  void aRouteWithoutAWorkloadIsLiveAtOnce() {
    ingress().publish(new RouteTable(1, List.of(CLOSED)));

    assertThat(ingress().verify(CLOSED).state()).isEqualTo(State.LIVE);
  }

  @Test
  void aNewTableReplacesTheOldOneWhole() {
    ingress().publish(new RouteTable(1, List.of(PROXY)));
    ingress().publish(new RouteTable(2, List.of(CLOSED)));

    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.MISSING);
    assertThat(ingress().verify(CLOSED).generation()).isEqualTo(2);
  }

  @Test
  void anOlderTableChangesNothing() {
    ingress().publish(new RouteTable(5, List.of(CLOSED)));
    ingress().publish(new RouteTable(4, List.of(PROXY)));

    assertThat(ingress().verify(CLOSED)).isEqualTo(new RouteStatus(5, State.LIVE, ""));
    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.MISSING);
  }

  @Test
  void theSameGenerationAgainChangesNothing() {
    ingress().publish(new RouteTable(5, List.of(CLOSED)));
    ingress().publish(new RouteTable(5, List.of(PROXY)));

    assertThat(ingress().verify(PROXY).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aRouteThatDiffersInAnythingIsAnotherRoute() {
    ingress().publish(new RouteTable(1, List.of(CLOSED)));
    Route other = new Route.Closed(new Hostname("old.example.com"), "/", APP, "for good");

    assertThat(ingress().verify(other).state()).isEqualTo(State.MISSING);
  }
}
