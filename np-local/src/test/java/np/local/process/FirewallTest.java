package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import np.testkit.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirewallTest {
  private static final String CONNECT =
      "/usr/bin/python3 -c \"import socket; socket.create_connection(('%s',%s),2); print('in')\" 2>&1";

  @TempDir Path home;

  @Test
  void anAppReachesItsOwnPortAndNoOtherApps() throws Exception {
    Needs.root();
    Needs.program("nft", "nftables");
    Needs.program("python3", "python3-minimal");
    try (Bench bench = new Bench(home.resolve("np"), Tools.SYSTEM);
        ServerSocket server = guardedPort()) {
      String port = String.valueOf(server.getLocalPort());
      String line = CONNECT.formatted("127.0.0.1", port);

      Launch own = bench.shell(line).variable("PORT", port).launch();
      assertThat(bench.run(own)).isEqualTo("in\n");
      Launch stranger = bench.shell(line).app("other", "shop").launch();
      Files.createDirectories(bench.artifact(stranger.app()));
      assertThat(bench.run(stranger)).contains("Connection refused").doesNotContain("in\n");
    }
  }

  @Test
  void metadataServicesAreOutOfReach() throws Exception {
    Needs.root();
    Needs.program("nft", "nftables");
    Needs.program("python3", "python3-minimal");
    try (Bench bench = new Bench(home.resolve("np"), Tools.SYSTEM)) {
      Launch launch = bench.shell(CONNECT.formatted("169.254.169.254", "80")).launch();
      assertThat(bench.run(launch)).contains("Error").doesNotContain("in\n");
      assertThat(bench.output(launch)).contains("refused");
    }
  }

  /** A free port of the range that instances get. */
  private static ServerSocket guardedPort() {
    ServerSocket[] found = new ServerSocket[1];
    int[] port = {31_000 + (int) (ProcessHandle.current().pid() % 900)};
    await()
        .until(
            () -> {
              try {
                found[0] = new ServerSocket(port[0]++, 5, InetAddress.getLoopbackAddress());
                return true;
              } catch (BindException e) {
                return false;
              }
            });
    return found[0];
  }
}
