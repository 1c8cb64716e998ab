package np.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import np.server.AppRig;
import np.server.RawHttp;
import np.server.SourceArchive;
import np.server.TestClient;
import np.server.TestSocket;
import np.spi.Session;
import np.spi.SessionInput;
import np.testkit.FakeBehaviour;
import np.testkit.FakeSession;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionRoutesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final String CAT = "{\"command\":[\"cat\",\"--secret=hunter2\"]}";

  @TempDir Path home;
  private AppRig rig;

  @BeforeEach
  void start() {
    rig = AppRig.start(POSTGRES.another(), home);
    rig.deployed("shop", "run: ./serve\nenv: {A: b}\n", ONE);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private TestSocket open(FakeBehaviour behaviour) {
    rig.engine.sessions(behaviour);
    return rig.operator().socket("/v1/apps/shop/run");
  }

  private void awaitClosed() {
    await().atMost(Duration.ofSeconds(20)).until(() -> rig.engine.attached().getLast().isClosed());
  }

  @Test
  void bytesGoBothWaysAndTheExitIsTold() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Echoes(3)).say(CAT)) {
      JsonNode started = socket.document();
      assertThat(started.get("schema").stringValue()).isEqualTo("np.run/1");
      assertThat(started.get("instance").stringValue()).startsWith("run-d");
      byte[] bytes = {0, (byte) 0xff, '\n', 0x1b};

      assertThat(socket.data(bytes).data()).isEqualTo(ByteBuffer.wrap(bytes));

      socket.send(new SessionInput.End());
      assertThat(socket.data())
          .isEqualTo(ByteBuffer.wrap("end\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(socket.document())
          .hasToString("{\"schema\":\"np.exit/1\",\"code\":3,\"why\":\"exited with 3\"}");
      assertThat(socket.closed()).isEqualTo(1000);
    }
    assertThat(rig.engine.runs().getLast().task().environment().plain()).hasToString("{A=b}");
    awaitClosed();
  }

  @Test
  void aTerminalIsPassedOnWithItsSize() throws Exception {
    String order =
        "{\"command\":[\"sh\"],\"terminal\":{\"type\":\"xterm\",\"columns\":90,\"rows\":30}}";
    try (TestSocket socket = open(new FakeBehaviour.Measures()).say(order)) {
      socket.document();
      assertThat(text(socket)).isEqualTo("90x30\n");
    }
  }

  @Test
  void noMoreIsSentThanTheClientHasRoomFor() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Pours()).say(CAT)) {
      socket.document();
      receive(socket, Session.WINDOW);
      socket.send(new SessionInput.WindowAdjust(10));
      receive(socket, 10);
    }
  }

  private static String text(TestSocket socket) throws InterruptedException {
    return StandardCharsets.UTF_8.decode(socket.data()).toString();
  }

  private static void receive(TestSocket socket, int bytes) throws InterruptedException {
    int left = bytes;
    while (left > 0) {
      left -= socket.data().remaining();
    }
    assertThat(left).isZero();
  }

  @Test
  void aCommandInsideAnInstanceIsForTheInstanceThatWasNamed() throws Exception {
    rig.engine.sessions(new FakeBehaviour.Works(List.of("hello"), 0));
    try (TestSocket socket = rig.operator().socket("/v1/apps/shop/exec")) {
      socket.say("{\"command\":[\"id\"],\"instance\":\"web.1\"}");
      assertThat(socket.document().get("instance").stringValue()).startsWith("web-1-");
      assertThat(text(socket)).isEqualTo("hello\n");
      assertThat(socket.document().get("code").intValue()).isZero();
    }
    try (TestSocket socket = rig.operator().socket("/v1/apps/shop/exec")) {
      socket.say("{\"command\":[\"id\"],\"instance\":\"web.9\"}");
      assertThat(socket.document().get("code").stringValue()).isEqualTo("NP0405");
      assertThat(socket.closed()).isEqualTo(1011);
    }
  }

  @Test
  void whatCannotBeBegunIsAProblem() throws Exception {
    for (String wrong :
        List.of(
            "{\"command\":[]}",
            "{\"command\":[\"x\"],\"timeoutSeconds\":0}",
            "{\"command\":[\"x\"],\"unknown\":1}",
            "{\"command\":[\"x\"],\"terminal\":{\"type\":\"\",\"columns\":1,\"rows\":1}}",
            "{\"command\":[\"x\"],\"terminal\":{\"type\":\"xterm\",\"columns\":0,\"rows\":1}}",
            "[",
            "")) {
      try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(wrong)) {
        assertThat(socket.document().get("status").intValue()).as(wrong).isEqualTo(400);
      }
    }
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).data(new byte[1])) {
      assertThat(socket.document().get("detail").stringValue()).contains("first message");
    }
    rig.engine.away(true);
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      assertThat(socket.document().get("code").stringValue()).isEqualTo("NP0602");
    }
    assertThat(rig.engine.attached()).isEmpty();
  }

  @Test
  void whatIsNoMessageOfASessionEndsIt() throws Exception {
    for (byte[] wrong : List.of(new byte[] {}, new byte[] {9}, new byte[] {2, 0, 0, 0, 0})) {
      try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
        socket.document();
        socket.send(ByteBuffer.wrap(wrong));
        assertThat(socket.document().get("status").intValue()).isEqualTo(400);
        awaitClosed();
      }
    }
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      socket.document();
      assertThat(socket.say("{}").document().get("detail").stringValue()).contains("first message");
      awaitClosed();
    }
  }

  @Test
  void aMessageThatIsTooLongEndsTheSession() throws Exception {
    rig.engine.sessions(new FakeBehaviour.Hangs());
    try (RawSocket socket = new RawSocket(rig.operator(), "/v1/apps/shop/run")) {
      socket.say(CAT);
      socket.zeros((64 << 10) + 1);
      assertThat(socket.closed()).isEqualTo(1009);
      awaitClosed();
    }
  }

  @Test
  void aMessageThatIsTooLongEndsTheSessionHoweverMuchOfItComes() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      socket.document();
      socket.sendInVain(ByteBuffer.allocate(1 << 20));
      awaitClosed();
    }
  }

  @Test
  void aClientThatHasGoneEndsTheSession() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      socket.document();
      socket.abort();
      awaitClosed();
    }
  }

  @Test
  void aClientThatIsNotHeardOfIsGone() throws Exception {
    rig.engine.sessions(new FakeBehaviour.Hangs());
    try (RawSocket socket = new RawSocket(rig.operator(), "/v1/apps/shop/run")) {
      socket.say(CAT);
      await().atMost(Duration.ofSeconds(20)).until(() -> !rig.engine.attached().isEmpty());
      awaitClosed();
    }
  }

  @Test
  void aRevokedTokenEndsItsSessions() throws Exception {
    JsonNode made =
        rig.operator().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"developer\"}").json();
    TestClient client = rig.server().anonymous().with(made.get("value").stringValue());
    rig.engine.sessions(new FakeBehaviour.Hangs());
    try (TestSocket socket = client.socket("/v1/apps/shop/run").say(CAT)) {
      socket.document();
      rig.operator().delete("/v1/tokens/" + made.at("/token/id").stringValue());

      assertThat(socket.document().get("code").stringValue()).isEqualTo("NP0301");
      awaitClosed();
    }
  }

  @Test
  void aServerThatStopsSaysSo() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      socket.document();
      rig.close();
      assertThat(socket.document().get("detail").stringValue()).contains("stopping");
      awaitClosed();
    }
  }

  @Test
  void aTokenHasTwentySessionsAtMost() throws Exception {
    List<TestSocket> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT);
      socket.document();
      open.add(socket);
    }
    assertThat(rig.operator().handshake("/v1/apps/shop/run"))
        .isEqualTo(new TestClient.Verdict(409, "NP0412"));
    open.forEach(TestSocket::close);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rig.operator().handshake("/v1/apps/shop/run").status() == 101);
  }

  @Test
  void onlyAProgramThatSpeaksTheProtocolIsLetIn() {
    TestClient client = rig.operator();
    assertThat(client.get("/v1/apps/shop/run").status()).isEqualTo(426);
    assertThat(client.get("/v1/apps/shop/run").header("Upgrade")).isEqualTo("websocket");
    assertThat(client.header("Origin", "https://evil.example").handshake("/v1/apps/shop/run"))
        .isEqualTo(new TestClient.Verdict(403, "NP0302"));
    TestClient other = client.upgrading().header("Sec-WebSocket-Protocol", "chat");
    assertThat(RawHttp.verdict(client.port(), "/v1/apps/shop/run", other.headers()).status())
        .isEqualTo(400);
  }

  @Test
  void whoRanWhatIsKeptWithoutTheArguments() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Works(List.of(), 0)).say(CAT)) {
      socket.document();
    }
    String events = rig.operator().get("/v1/events?follow=false").body();
    assertThat(events).contains("app.run", "cat").doesNotContain("hunter2");
    assertThat(String.join("\n", rig.server().accessLog())).doesNotContain("hunter2");
  }

  @Test
  void theDescriptionNamesTheProtocol() {
    JsonNode run =
        rig.operator().get("/v1/openapi.json").json().at("/paths/~1v1~1apps~1{app}~1run/get");
    assertThat(run.at("/responses/101/x-np-websocket/protocol").stringValue())
        .isEqualTo("np.session.1");
    assertThat(run.at("/responses/101/x-np-websocket/first/$ref").stringValue())
        .endsWith("Requests.Attach");
  }

  @Test
  void theSessionOfAnotherTenantIsNoPathOfTheApi() throws Exception {
    try (TestSocket socket = open(new FakeBehaviour.Hangs()).say(CAT)) {
      String instance = socket.document().get("instance").stringValue();
      FakeSession session = rig.engine.attached().getLast();
      rig.operator().post("/v1/tenants", "{\"name\":\"other\"}");
      TestClient stranger = rig.operator().header("Np-Tenant", "other");
      for (String path : List.of("shop/run", "shop/exec", instance + "/exec")) {
        assertThat(stranger.handshake("/v1/apps/" + path).status()).isEqualTo(404);
      }
      assertThat(session.isClosed()).isFalse();
    }
  }
}
