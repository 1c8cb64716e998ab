package np.local.postgres.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceLogTest {
  @TempDir private Path directory;

  private String lastWords(String text) throws IOException {
    return new InstanceLog(Files.writeString(directory.resolve("log"), text)).lastWords();
  }

  @Test
  void theNewestFailureIsToldWithoutItsPrefix() throws IOException {
    assertThat(
            lastWords(
                """
                2026-01-02 03:04:05.678 UTC [12] FATAL:  an older one
                2026-01-02 03:04:05.678 UTC [13] FATAL:  lock file exists
                2026-01-02 03:04:05.679 UTC [13] LOG:  database system is shut down
                """))
        .isEqualTo("FATAL: lock file exists");
    assertThat(lastWords("2026-01-02 03:04:05.678 UTC [12] LOG:  ready\n")).isEqualTo("LOG: ready");
    assertThat(lastWords("")).isEqualTo("its log is empty");
  }

  /** As PostgreSQL says it before it can log: src/backend/postmaster/postmaster.c. */
  @Test
  void whatIsSaidBeforeThereIsALogIsToldWhole() throws IOException {
    assertThat(
            lastWords(
                """
                2026-01-02 03:04:05.678 UTC [12] FATAL:  an older one
                postgres: could not find the database system
                Expected to find it in the directory "/data",
                but could not open file "/data/global/pg_control": No such file or directory
                """))
        .isEqualTo(
            "could not find the database system Expected to find it in the directory"
                + " \"/data\", but could not open file \"/data/global/pg_control\":"
                + " No such file or directory");
  }
}
