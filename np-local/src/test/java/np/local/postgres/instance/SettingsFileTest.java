package np.local.postgres.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
  @TempDir Path directory;

  @Test
  void isReplacedOnlyByWhatItDoesNotSayYet() throws IOException {
    Path path = directory.resolve("pg_hba.conf");
    SettingsFile file = new SettingsFile(path);

    file.say("local all all trust\n");
    Object first = key(path);
    file.say("local all all trust\n");
    assertThat(key(path)).isEqualTo(first);

    file.say("local all all peer map=np\n");
    assertThat(path).hasContent("local all all peer map=np\n");
    assertThat(key(path)).isNotEqualTo(first);
    assertThat(Files.getPosixFilePermissions(path)).hasSize(4);
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
