package np.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionMigrationTest {
  @TempDir Path directory;

  private Duration linger(Path setting) {
    return new ConnectionMigration(setting).linger();
  }

  @Test
  void isSwitchedOnWhereThatIsAllowed() throws IOException {
    Path setting = Files.writeString(directory.resolve("setting"), "0\n");
    Duration migrating = linger(setting);
    assertThat(setting).content().isEqualTo("1\n");
    assertThat(linger(setting)).isEqualTo(migrating);
  }

  @Test
  void takesTheTimeOfAHandshakeWithoutIt() throws IOException {
    Path on = Files.writeString(directory.resolve("on"), "1\n");
    assertThat(linger(directory.resolve("missing"))).isGreaterThan(linger(on));
  }
}
