package np.edge.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Digest;
import np.model.Hostname;
import np.model.NpException;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Route;
import np.model.RouteTable;
import np.model.Site;
import np.model.TenantName;
import np.model.WorkloadId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RouteTableHolderTest {
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  private static final Route SITE =
      new Route.Files(
          new Hostname("a.example.com"),
          "/docs",
          APP,
          new Site(
              new Artifact(APP, new ReleaseNumber(3), Digest.of("x")),
              "dist",
              Site.Fallback.INDEX));
  private static final List<Route> EVERY_KIND =
      List.of(
          SITE,
          new Route.Proxy(
              new Hostname("a.example.com"),
              "/",
              new WorkloadId(APP, new ProcessName("web")),
              Route.Prefix.STRIP),
          new Route.Redirect(
              new Hostname("b.example.com"), "/", APP, new Hostname("a.example.com")),
          new Route.Closed(new Hostname("c.example.com"), "/", APP, "stopped\n\"by\" \u2028 x"));

  @TempDir Path directory;

  @Test
  void everyKindOfRouteComesBackFromDiskAsItWas() {
    RouteTable table = new RouteTable(7, EVERY_KIND);
    new RouteTableHolder(directory).publish(table);

    assertThat(new RouteTableHolder(directory).router().table()).isEqualTo(table);
  }

  @Test
  void anOlderTableIsNeitherServedNorWritten() throws IOException {
    RouteTableHolder holder = new RouteTableHolder(directory);
    holder.publish(new RouteTable(2, EVERY_KIND));
    byte[] before = Files.readAllBytes(directory.resolve("routes.json"));
    holder.publish(new RouteTable(1, List.of()));
    holder.publish(new RouteTable(2, List.of()));

    assertThat(holder.router().table().routes()).hasSize(4);
    assertThat(Files.readAllBytes(directory.resolve("routes.json"))).isEqualTo(before);
  }

  @Test
  void aTableThatCannotBeWrittenIsNotServed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    RouteTableHolder holder = new RouteTableHolder(file);

    assertThatThrownBy(() -> holder.publish(new RouteTable(1, EVERY_KIND)))
        .isInstanceOf(NpException.Unavailable.class);
    assertThat(holder.router().table().generation()).isZero();
  }

  @Test
  void hostsAreFoundByTheirCanonicalForm() {
    RouteTableHolder holder = new RouteTableHolder(directory);
    holder.publish(new RouteTable(1, EVERY_KIND));

    assertThat(holder.router().host("a.example.com")).isNotNull();
    assertThat(holder.router().host("example.com")).isNull();
    assertThat(holder.router().has(SITE)).isTrue();
  }
}
