package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import np.model.NpException;
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
  void aPortIsOpenForAsLongAsItsInstanceIsThere() throws Exception {
    Needs.root();
    Needs.program("nft", "nftables");
    try (Bench bench = new Bench(home.resolve("np"), Tools.SYSTEM)) {
      String before = rules(bench);
      Launch broken = bench.shell("true").app("nobody", "here").variable("PORT", "3458").launch();

      Running usual = bench.launcher.start(sleeping(bench, "21234"));
      Running own = bench.launcher.start(sleeping(bench, "3456"));
      Running next = bench.launcher.start(sleeping(bench, "3457"));
      assertThatThrownBy(() -> bench.launcher.start(broken)).isInstanceOf(NpException.class);
      assertThat(rules(bench)).contains(" . 21234", " . 3456", " 3456-3457,");
      end(own);
      assertThat(rules(bench)).contains(" . 21234", " 3457,").doesNotContain("3456");
      end(usual);
      end(next);

      assertThat(rules(bench)).isEqualTo(before);
    }
  }

  private static Launch sleeping(Bench bench, String port) {
    return bench.shell("exec sleep 600").variable("PORT", port).launch();
  }

  private static void end(Running running) throws InterruptedException {
    running.kill();
    running.awaitExit();
  }

  private static String rules(Bench bench) throws Exception {
    Process nft =
        new ProcessBuilder("nft", "list", "table", "inet", "np_" + bench.layout.hash()).start();
    String rules = new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(nft.waitFor()).isZero();
    return rules;
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
