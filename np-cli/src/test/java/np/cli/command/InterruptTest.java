package np.cli.command;

import static np.cli.fixture.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.cli.fixture.CliFixture;
import np.cli.fixture.CliProcess;
import np.cli.fixture.ScriptedApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir private Path root;

  @Test
  void ctrlCLeavesTheDeploymentAloneAndTellsHowToFollowIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedApi api = ScriptedApi.start()) {
      api.on(
          "POST /v1/apps/shop/restart",
          json(202, "{\"schema\":\"np.deployment/1\",\"id\":\"d1\",\"app\":\"shop\"}"));
      api.on("GET /v1/deployments/d1/events", (exchange, request) -> silence(exchange, never));
      new CliFixture(root).local(api.url());
      Process np = new CliProcess(root.resolve("np-home")).run("restart", "shop").start();
      BufferedReader err =
          new BufferedReader(new InputStreamReader(np.getErrorStream(), StandardCharsets.UTF_8));
      assertThat(err.readLine()).contains("npm ci");
      CliProcess.interrupt(np);
      assertThat(np.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(np.exitValue()).isEqualTo(130);
      assertThat(err.lines().toList())
          .contains(
              "Interrupted. The deployment of shop goes on at the server.",
              "  follow it:     np deploy --follow d1");
      never.countDown();
    }
  }

  private static void silence(com.sun.net.httpserver.HttpExchange exchange, CountDownLatch never)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    String built =
        ScriptedApi.event(
            "1",
            "event",
            "{\"step\":\"build\",\"state\":\"ok\",\"message\":\"npm ci\",\"seconds\":1}");
    exchange.getResponseBody().write(built.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
