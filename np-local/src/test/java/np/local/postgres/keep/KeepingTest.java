package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import np.local.catalog.DatabaseBoard;
import np.local.storage.HomeLayout;
import np.model.DatabaseId;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeepingTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");

  @TempDir Path home;

  @Test
  void whatIsReadByAnotherInBetweenIsFound() {
    RecordStore records = new RecordStore(new Places(new HomeLayout(home)));
    Keeping keeping = new Keeping(new DatabaseBoard(), records, Map.of(), Clock.systemUTC());
    Database shop = new Database(new RecordStore.Stored(DatabaseRecord.of(SHOP), 1));
    keeping.readFrom(
        new Keeping.Source() {
          @Override
          public Optional<Database> find(DatabaseId id) {
            keeping.addRead(shop);
            return Optional.empty();
          }

          @Override
          public void awaitAll() {}
        });

    assertThat(keeping.find(SHOP.id())).contains(shop);
  }
}
