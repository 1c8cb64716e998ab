package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NpServerTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  @Test
  void firstStartMakesAnOperatorsTokenThatOnlyTheOwnerCanRead() throws Exception {
    try (ServerRig rig = ServerRig.start(POSTGRES.another(), directory, kernel -> List.of())) {
      var whoami = rig.operator().get("/v1/whoami").json();

      assertThat(whoami.get("role").stringValue()).isEqualTo("operator");
      assertThat(whoami.get("tenant").stringValue()).isEqualTo("default");
      for (String file : List.of("key", "token", "api.json")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve(file))))
            .as(file)
            .isEqualTo("rw-------");
      }
    }
  }
}
