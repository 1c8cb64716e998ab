package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.Stream;
import np.local.postgres.instance.BackupCopy;
import np.local.storage.DataRoot;
import np.local.storage.TreeCopy;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy of an instance that runs has of its log. */
final class BackupCopyTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final String SEGMENT = "[0-9A-F]{24}";

  @TempDir Path directory;
  private TestKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    keeper = new TestKeeper(directory);
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void onlyWhatIsReplayedOfTheLogIsCopied() throws Exception {
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE filler AS SELECT i, repeat(md5(i::text), 20) FROM"
              + " generate_series(1, 40000) i");
    }
    Path socket = Path.of(keeper.keeper().catalog().wake(SHOP.id()).path());
    Path data = keeper.layout().databases().resolve("acme/shop/data-0");
    Path copy = directory.resolve("copy");
    long before = segments(data);
    new BackupCopy(socket, data, TreeCopy.Patience.ENDLESS)
        .copy(DataRoot.probe(directory).store(), copy);

    assertThat(before).isGreaterThan(10);
    assertThat(segments(copy)).isBetween(1L, 3L);
    assertThat(copy.resolve("backup_label")).content().contains("START WAL LOCATION");
  }

  private static long segments(Path data) throws IOException {
    try (Stream<Path> log = Files.list(data.resolve("pg_wal"))) {
      return log.filter(each -> each.getFileName().toString().matches(SEGMENT)).count();
    }
  }
}
