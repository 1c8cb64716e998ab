package np.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.Hostname;
import np.model.NpException;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Route;
import np.model.RouteTable;
import np.model.Site;
import np.model.WorkloadId;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;

class RoutePlannerTest {

  @Test
  void tenantCannotTakeAHostOfThePlatform() {
    AppId foreign = Specs.app("acme", "shop");
    AppSpec spec = Specs.parse("run: a", "routes: [blog.example.com]");

    assertThatThrownBy(() -> check(spec, foreign)).isInstanceOf(NpException.Conflict.class);
    assertThatThrownBy(
            () -> check(Specs.parse("run: a", "routes: [example.com -> a.org]"), foreign))
        .isInstanceOf(NpException.Conflict.class);
    assertThatThrownBy(() -> check(Specs.parse("run: a", "routes: [blog.localhost]"), foreign))
        .isInstanceOf(NpException.Conflict.class);
    assertThatCode(() -> check(spec, Specs.SHOP)).doesNotThrowAnyException();
  }

  @Test
  void tenantMayNameItsOwnHostAndForeignDomains() {
    AppId foreign = Specs.app("acme", "shop");
    AppSpec spec = Specs.parse("run: a", "routes: [shop--acme.example.com, a.org, anexample.com]");

    assertThatCode(() -> check(spec, foreign)).doesNotThrowAnyException();
  }

  @Test
  void hostThatWasGrantedIsPlannedBelowAnotherDomainToo() {
    AppSpec spec = Specs.parse("run: a", "routes: [blog.example.com]");

    assertThat(plan(spec, Specs.app("acme", "shop")))
        .extracting(route -> route.host().value())
        .containsExactly("shop--acme.example.com", "shop--acme.localhost", "blog.example.com");
  }

  @Test
  void appIsReachedOnItsOwnMachineWhateverTheDomain() {
    AppSpec spec = Specs.parse("run: a");

    assertThat(plan(spec, Specs.SHOP))
        .extracting(route -> route.host().value())
        .containsExactly("shop.example.com", "shop.localhost");
    assertThat(RoutePlanner.plan(spec, Specs.SHOP, "localhost", artifact(Specs.SHOP))).hasSize(1);
  }

  @Test
  void workerAloneHasNoHost() {
    assertThat(plan(Specs.parse("processes: {worker: {run: a}}"), Specs.SHOP)).isEmpty();
  }

  @Test
  void ownHostSaidAgainIsOneRoute() {
    AppSpec spec = Specs.parse("run: a", "routes: [shop.example.com, shop.example.com/a]");

    assertThat(plan(spec, Specs.SHOP))
        .extracting(route -> route.host() + route.path())
        .containsExactly("shop.example.com/", "shop.localhost/", "shop.example.com/a");
  }

  @Test
  void siteAnswersOnEveryHost() {
    AppSpec spec =
        Specs.parse("static: {dir: ./dist, spa: true}", "routes: [a.org, b.org -> a.org]");
    List<Route> routes = plan(spec, Specs.SHOP);

    Site site = new Site(artifact(Specs.SHOP), "dist", Site.Fallback.INDEX);
    assertThat(routes)
        .containsExactly(
            new Route.Files(new Hostname("shop.example.com"), "/", Specs.SHOP, site),
            new Route.Files(new Hostname("shop.localhost"), "/", Specs.SHOP, site),
            new Route.Files(new Hostname("a.org"), "/", Specs.SHOP, site),
            new Route.Redirect(new Hostname("b.org"), "/", Specs.SHOP, new Hostname("a.org")));
    assertThat(new RouteTable(1, routes).routes()).hasSize(4);
  }

  @Test
  void routesNameTheirProcess() {
    AppSpec spec =
        Specs.parse(
            "run: a",
            "processes: {api: {run: b}}",
            "routes: [{host: a.org, path: /v1, strip: true, process: api}]");
    WorkloadId api = new WorkloadId(Specs.SHOP, new ProcessName("api"));

    assertThat(plan(spec, Specs.SHOP))
        .contains(new Route.Proxy(new Hostname("a.org"), "/v1", api, Route.Prefix.STRIP));
  }

  @Test
  void stoppedAppKeepsItsHostsClosed() {
    List<Route> routes = plan(Specs.parse("run: a", "routes: [a.org]"), Specs.SHOP);

    assertThat(RoutePlanner.close(routes, "this app is stopped"))
        .hasSize(3)
        .allSatisfy(route -> assertThat(route).isInstanceOf(Route.Closed.class));
  }

  private static List<Route> plan(AppSpec spec, AppId app) {
    return RoutePlanner.plan(spec, app, "example.com", artifact(app));
  }

  private static void check(AppSpec spec, AppId app) {
    RoutePlanner.refuseForeign(spec, app, "example.com");
  }

  private static Artifact artifact(AppId app) {
    return new Artifact(app, new ReleaseNumber(1), Digest.of("a"));
  }
}
