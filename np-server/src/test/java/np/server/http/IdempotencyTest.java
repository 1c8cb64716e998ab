package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import np.server.ProbeFeature;
import np.server.ServerRig;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  private final String key = UUID.randomUUID().toString();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ServerRig> rigs = new ArrayList<>();
  private final List<ProbeFeature> probes = new ArrayList<>();
  private DataSource database;
  private ServerRig rig;

  @BeforeEach
  void start() {
    database = POSTGRES.another();
    rig = startAnother();
  }

  @AfterEach
  void stop() {
    probes.forEach(each -> each.gate.countDown());
    rigs.forEach(ServerRig::close);
    threads.shutdownNow();
  }

  @Test
  void aRepetitionGetsTheSameAnswerAndHasNoEffect() {
    Reply first = order(client(), "plain");
    Reply second = order(client(), "plain");

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    order(client(), "plain");

    Reply other = client().post("/v1/probe", "{\"kind\":\"plain\",\"note\":\"other\"}");

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("NP0414");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void anotherTokensSameKeyIsNotAnsweredWithTheFirstOnesAnswer() {
    String other =
        rig.operator()
            .post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"developer\"}")
            .json()
            .get("value")
            .stringValue();
    order(client(), "plain");

    Reply second = order(rig.anonymous().with(other).header("Idempotency-Key", key), "plain");

    assertThat(second.code()).isEqualTo("NP0414");
  }

  @Test
  void twentyAtOnceHaveOneEffectAndOneAnswer() throws Exception {
    List<Callable<Reply>> calls =
        IntStream.range(0, 20)
            .<Callable<Reply>>mapToObj(i -> () -> order(client(), "plain"))
            .toList();

    List<String> bodies =
        threads.invokeAll(calls).stream().map(Future::resultNow).map(Reply::body).toList();

    assertThat(bodies).containsOnly("{\"effects\":1}");
    assertThat(effects()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuse", "problem", "crash"})
  void aFailureWithoutEffectMayBeTriedAgainWithTheSameKey(String kind) {
    assertThat(order(client(), kind).status()).isGreaterThanOrEqualTo(400);

    assertThat(order(client(), "plain").status()).isEqualTo(200);
  }

  @Test
  void aRefusalAfterAnEffectIsRepeatedAndNotTriedAgain() {
    Reply first = order(client(), "refuse-after");
    Reply second = order(client(), "refuse-after");

    assertThat(first.status()).isEqualTo(409);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void anUnforeseenFailureAfterAnEffectIsNotTriedAgain() {
    assertThat(order(client(), "crash-after").code()).isEqualTo("NP0600");

    assertThat(order(client(), "crash-after").code()).isEqualTo("NP0414");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void aTokensValueIsNeitherKeptNorMadeTwice() {
    String body = "{\"name\":\"once\",\"role\":\"viewer\"}";
    Reply first = client().post("/v1/tokens", body);
    Reply second = client().post("/v1/tokens", body);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.code()).isEqualTo("NP0414");
    assertThat(second.body()).doesNotContain(first.json().get("value").stringValue());
  }

  @Test
  void aStreamIsNotStartedTwice() {
    assertThat(client().post("/v1/probe/stream", "{}").body()).contains("event: tick");

    assertThat(client().post("/v1/probe/stream", "{}").code()).isEqualTo("NP0414");
    assertThat(effects()).isEqualTo(1);
  }

  @Test
  void afterACrashBeforeTheEffectTheNextServerDoesIt() {
    ProbeFeature stuck = probes.getLast();
    Future<Reply> never = threads.submit(() -> order(client(), "wait"));
    await().until(() -> stuck.waiting.get() == 1);
    rig = startAnother();
    probes.getLast().gate.countDown();

    assertThat(order(client(), "wait").status()).isEqualTo(200);
    assertThat(effects()).isEqualTo(1);
    assertThat(never).isNotDone();
  }

  @Test
  void afterACrashBehindTheEffectItIsNotRepeated() {
    ProbeFeature stuck = probes.getLast();
    Future<Reply> never = threads.submit(() -> order(client(), "wait-after"));
    await().until(() -> stuck.waiting.get() == 1);
    rig = startAnother();

    assertThat(order(client(), "wait-after").code()).isEqualTo("NP0414");
    assertThat(effects()).isEqualTo(1);
    assertThat(never).isNotDone();
  }

  @Test
  void anAnswerThatWasSettledWithTheEffectSurvivesACrash() {
    ProbeFeature stuck = probes.getLast();
    Future<Reply> never = threads.submit(() -> order(client(), "settle-wait"));
    await().until(() -> stuck.waiting.get() == 1);
    rig = startAnother();
    Reply again = order(client(), "settle-wait");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo("{\"effects\":99}");
    assertThat(effects()).isEqualTo(1);
    assertThat(never).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"refer", "refer-away"})
  void whatWasMadeIsShownAgainWithoutBeingKeptOrMadeTwice(String kind) throws SQLException {
    order(client(), kind);
    Reply again = order(client(), kind);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo("{\"once\":\"unkept thing\"}");
    assertThat(effects()).isEqualTo(1);
    assertThat(keptAnswers()).doesNotContain("unkept");
  }

  @Test
  void aRefusalOfWhatWasMadeIsRepeated() {
    Reply first = order(client(), "refer-refuse");

    assertThat(order(client(), "refer-refuse").body()).isEqualTo(first.body());
    assertThat(first.status()).isEqualTo(409);
  }

  @Test
  void whatWasMadeBeforeACrashIsShownByTheNextServer() throws SQLException {
    ProbeFeature stuck = probes.getLast();
    Future<Reply> never = threads.submit(() -> order(client(), "refer-wait"));
    await().until(() -> stuck.waiting.get() == 1);
    rig = startAnother();
    Reply again = order(client(), "refer-wait");

    assertThat(again.body()).isEqualTo("{\"once\":\"unkept thing\"}");
    assertThat(effects()).isEqualTo(1);
    assertThat(never).isNotDone();
  }

  private String keptAnswers() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT string_agg(k::text, ' ') FROM idempotency_keys k")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void aMalformedKeyIsRefused() {
    Reply reply = order(rig.operator().header("Idempotency-Key", "x".repeat(129)), "plain");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(effects()).isZero();
  }

  private ServerRig startAnother() {
    ServerRig started =
        ServerRig.start(
            database,
            directory,
            kernel -> {
              probes.add(new ProbeFeature(kernel));
              return List.of(probes.getLast());
            });
    rigs.add(started);
    return started;
  }

  private TestClient client() {
    return rig.operator().header("Idempotency-Key", key);
  }

  private static Reply order(TestClient client, String kind) {
    return client.post("/v1/probe", "{\"kind\":\"%s\",\"note\":\"\"}".formatted(kind));
  }

  private long effects() {
    return rig.operator()
        .get("/v1/events?follow=false&n=1000")
        .body()
        .lines()
        .filter(line -> line.contains("\"what\":\"probe\""))
        .count();
  }
}
