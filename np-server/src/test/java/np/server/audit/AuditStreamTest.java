package np.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import np.server.ServerRig;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditStreamTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  private ServerRig rig;

  @BeforeEach
  void start() {
    rig = ServerRig.start(POSTGRES.another(), directory, kernel -> List.of());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aTenantSeesNothingOfAnother() {
    rig.operator().post("/v1/tenants", "{\"name\":\"acme\"}");
    rig.operator()
        .header("Np-Tenant", "acme")
        .post("/v1/tokens", "{\"name\":\"canary\",\"role\":\"owner\"}");

    String own = rig.operator().get("/v1/events?follow=false").body();
    String acme = rig.operator().header("Np-Tenant", "acme").get("/v1/events?follow=false").body();

    assertThat(own).contains("tenant.create").doesNotContain("canary");
    assertThat(acme).contains("canary").doesNotContain("tenant.create");
  }

  @Test
  void whoeverResumesMissesNothingWhileManyWrite() throws Exception {
    int count = 40;
    List<String> details = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var response = rig.operator().header("Last-Event-ID", "1").open("/v1/events").body();
        var reader = new BufferedReader(new InputStreamReader(response, StandardCharsets.UTF_8))) {
      IntStream.range(0, count).forEach(i -> threads.execute(() -> createToken(i)));
      while (details.size() < count) {
        String line = reader.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("data: ")) {
          details.add(line.replaceAll(".*\"detail\":\"([^\"]*)\".*", "$1"));
        }
      }
    }
    assertThat(details)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(i -> "token" + i + " (viewer)").toList());
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThat(rig.operator().get("/v1/events?n=1001").code()).isEqualTo("NP0111");
    assertThat(rig.operator().get("/v1/events?n=-1").code()).isEqualTo("NP0111");
    assertThat(rig.operator().get("/v1/events?app=..").code()).isEqualTo("NP0110");
    assertThat(rig.operator().get("/v1/events?m=1").code()).isEqualTo("NP0112");
    assertThat(rig.operator().header("Last-Event-ID", "x").get("/v1/events").status())
        .isEqualTo(400);
  }

  private void createToken(int number) {
    rig.operator()
        .post("/v1/tokens", "{\"name\":\"token%d\",\"role\":\"viewer\"}".formatted(number));
  }
}
