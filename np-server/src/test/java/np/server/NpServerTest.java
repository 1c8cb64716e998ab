package np.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class NpServerTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  private final DataSource database = POSTGRES.another();

  @Test
  void theFirstStartMakesFilesThatOnlyTheOwnerCanRead() throws IOException {
    try (ServerRig rig = start()) {
      var whoami = rig.operator().get("/v1/whoami").json();

      assertThat(whoami.get("role").stringValue()).isEqualTo("operator");
      assertThat(whoami.get("tenant").stringValue()).isEqualTo("default");
      for (String name : List.of("key", "token", "api.json")) {
        assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
            .as(name)
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void theAddressIsThereWhileTheServerRuns() throws IOException {
    Path address = directory.resolve("api.json");
    try (ServerRig rig = start()) {
      var content = new JsonMapper().readTree(Files.readString(address));

      assertThat(content.get("url").stringValue())
          .isEqualTo("http://127.0.0.1:" + rig.server().port());
      assertThat(content.get("pid").longValue()).isEqualTo(ProcessHandle.current().pid());
    }
    assertThat(address).doesNotExist();
  }

  @Test
  void anotherStartKeepsTokenAndKey() throws IOException {
    start().close();
    String token = Files.readString(directory.resolve("token"));
    String key = Files.readString(directory.resolve("key"));

    start().close();

    assertThat(directory.resolve("token")).hasContent(token);
    assertThat(directory.resolve("key")).hasContent(key);
  }

  @Test
  void removingTheTokenFileAndStartingAgainVoidsTheOldTokenAndMakesANewOne() throws IOException {
    String old;
    try (ServerRig rig = start()) {
      old = rig.token();
    }
    Files.delete(directory.resolve("token"));

    try (ServerRig rig = start()) {
      assertThat(rig.operator().get("/v1/whoami").status()).isEqualTo(200);
      assertThat(rig.anonymous().with(old).get("/v1/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void aTokenFileOfAnotherDatabaseOrWithoutATokenIsReplaced() throws IOException {
    for (String content : List.of("np_" + "A".repeat(43), "", "garbage\n\0")) {
      Files.writeString(directory.resolve("token"), content);
      try (ServerRig rig = start()) {
        assertThat(rig.operator().get("/v1/whoami").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void withoutTheKeyOfTheDatabaseTheServerDoesNotStart() throws IOException {
    start().close();
    Path key = directory.resolve("key");
    String kept = Files.readString(key);

    Files.delete(key);
    assertCorrupt("is missing");
    assertThat(key).doesNotExist();

    Files.writeString(key, "garbage");
    assertCorrupt("damaged");

    ServerRig.start(POSTGRES.another(), directory.resolve("other"), kernel -> List.of()).close();
    Files.copy(directory.resolve("other/key"), key, StandardCopyOption.REPLACE_EXISTING);
    assertCorrupt(kept.split("\\.", -1)[1]);

    Files.writeString(key, kept);
    start().close();
  }

  @Test
  void aFeatureThatDoesNotStartLeavesNothingRunning() {
    AtomicBoolean closed = new AtomicBoolean();
    Feature broken =
        new Feature() {
          @Override
          public List<ApiRoute> routes() {
            return List.of();
          }

          @Override
          public void start() {
            throw new NpException.Unavailable(ErrorCode.START_FAILED, "broken", "mend it");
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThatThrownBy(() -> ServerRig.start(database, directory, kernel -> List.of(broken)))
        .isInstanceOf(NpException.Unavailable.class);

    assertThat(closed).isTrue();
    assertThat(directory.resolve("api.json")).doesNotExist();
  }

  private ServerRig start() {
    return ServerRig.start(database, directory, kernel -> List.of());
  }

  private void assertCorrupt(String message) {
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            NpException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining(message);
  }
}
