package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import np.api.DeployRequest;
import np.model.Hostname;
import np.server.apps.PublicAddress;
import np.server.databases.DatabaseAddress;
import np.server.databases.DatabaseLimits;
import np.server.databases.DatabaseRoom;
import np.server.deploy.StepObserver;
import np.spi.DatabaseEngine;
import np.spi.Engine;
import np.spi.Ingress;
import np.testkit.FakeDatabaseEngine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server with apps, a scripted engine and an edge in memory. */
public final class AppRig implements AutoCloseable {
  public static final PublicAddress ADDRESS =
      new PublicAddress("http", new Hostname("localhost"), 8080);
  public static final DatabaseAddress DATABASES = new DatabaseAddress(Optional.empty(), 5432);
  private static final JsonMapper JSON = new JsonMapper();

  public final ScriptedEngine engine;
  public final MemoryIngress ingress;
  public final FakeDatabaseEngine databases;
  private final ServerRig server;

  private AppRig(Machine machine, ServerRig server) {
    this.engine = machine.engine();
    this.ingress = machine.ingress();
    this.databases = machine.databases();
    this.server = server;
  }

  /** A server on a database, with a machine of its own. */
  public static AppRig start(DataSource database, Path home) {
    return start(
        new Machine(database, home, new ScriptedEngine(), new MemoryIngress()), (d, step) -> {});
  }

  /** What stays when a server dies. */
  public record Machine(
      DataSource database,
      Path home,
      ScriptedEngine engine,
      MemoryIngress ingress,
      PublicAddress address,
      FakeDatabaseEngine databases) {

    public Machine(DataSource database, Path home, ScriptedEngine engine, MemoryIngress ingress) {
      this(database, home, engine, ingress, ADDRESS, new FakeDatabaseEngine());
    }

    /** The same, reached elsewhere. */
    public Machine at(PublicAddress other) {
      return new Machine(database, home, engine, ingress, other, databases);
    }
  }

  /** A server on a machine that may have had another one before. */
  public static AppRig start(Machine machine, StepObserver observer) {
    Outside outside =
        new Outside(
            machine.database(),
            machine.home(),
            machine.engine(),
            machine.ingress(),
            machine.address(),
            machine.databases());
    return new AppRig(machine, server(outside, observer));
  }

  /** What a server is given, whichever drivers it has. */
  public record Outside(
      DataSource database,
      Path home,
      Engine engine,
      Ingress ingress,
      PublicAddress address,
      DatabaseEngine databases) {
    public Outside(DataSource database, Path home, Engine engine, Ingress ingress) {
      this(database, home, engine, ingress, ADDRESS, new FakeDatabaseEngine());
    }
  }

  /** A server with apps. */
  public static ServerRig server(Outside outside, StepObserver observer) {
    return ServerRig.start(
        outside.database(), outside.home().resolve("server"), features(outside, observer));
  }

  /** The features of such a server. */
  static AppFeatures features(Outside outside, StepObserver observer) {
    return new AppFeatures(
        new AppFeatures.Platform(
            outside.home(),
            outside.database(),
            outside.engine(),
            outside.ingress(),
            outside.address(),
            new DatabaseRoom.Platform(outside.databases(), DATABASES, new DatabaseLimits(500)),
            observer));
  }

  public TestClient operator() {
    return server.operator();
  }

  public ServerRig server() {
    return server;
  }

  /** A wish to deploy. */
  public static String request(String spec, SourceArchive source) {
    return request(spec, source, false);
  }

  /** A wish to deploy that may undo live changes. */
  public static String request(String spec, SourceArchive source, boolean acceptDrift) {
    return JSON.writeValueAsString(
        new DeployRequest(spec, "np.yaml", null, source.digest().hex(), null, acceptDrift));
  }

  /** Uploads and deploys, and gives the answer at once. */
  public TestClient.Reply deploy(String app, String spec, SourceArchive source) {
    return deploy(operator(), app, spec, source);
  }

  /** As another caller. */
  public static TestClient.Reply deploy(
      TestClient client, String app, String spec, SourceArchive source) {
    return send(client, app, request(spec, source), source);
  }

  /** Uploads and sends a wish. */
  public static TestClient.Reply send(
      TestClient client, String app, String request, SourceArchive source) {
    TestClient.Reply put =
        client
            .header("Content-Type", "application/gzip")
            .send(
                "PUT",
                "/v1/uploads/" + source.digest(),
                BodyPublishers.ofByteArray(source.bytes()));
    assertThat(put.status()).as(put.body()).isEqualTo(204);
    return client.post("/v1/apps/" + app + "/deployments", request);
  }

  /** Deploys and follows to the end; the last event. */
  public JsonNode deployed(String app, String spec, SourceArchive source) {
    return done(deploy(app, spec, source));
  }

  /** Follows what was answered to its end; the last event. */
  public JsonNode done(TestClient.Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return events(reply.json().get("id").stringValue(), Optional.empty()).getLast();
  }

  /** The same, as another caller. */
  public JsonNode done(TestClient.Reply reply, TestClient client) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    String id = reply.json().get("id").stringValue();
    return events(client, "/v1/deployments/" + id + "/events").getLast();
  }

  /** Every event of a deployment, to its end. */
  public List<JsonNode> events(String deployment, Optional<Long> after) {
    TestClient client =
        after.map(id -> operator().header("Last-Event-ID", id.toString())).orElse(operator());
    return events(client, "/v1/deployments/" + deployment + "/events");
  }

  /** Every event of a stream that ends. */
  public static List<JsonNode> events(TestClient client, String path) {
    List<JsonNode> events = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(client.open(path).body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("data:")) {
          events.add(JSON.readTree(line.substring("data:".length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  /** JSON of a map. */
  public static String json(Map<String, ?> map) {
    return JSON.writeValueAsString(map);
  }

  @Override
  public void close() {
    server.close();
  }
}
