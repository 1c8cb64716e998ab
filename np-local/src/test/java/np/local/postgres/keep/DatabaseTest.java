package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Database shop = new Database(new RecordStore.Stored(DatabaseRecord.of(SHOP), 1));

  @Test
  void theLatestUseCountsWhicheverIsToldLast() {
    shop.activity.used(1, NOW, Duration.ZERO);
    shop.activity.used(-1, NOW.minusSeconds(60), Duration.ofSeconds(60));
    assertThat(shop.lastActive()).contains(NOW);
  }

  @Test
  void aUseByAClockThatWasAheadIsForgottenAtTheNext() {
    shop.activity.used(1, NOW.plusSeconds(3600), Duration.ZERO);
    shop.activity.used(0, NOW, Duration.ofSeconds(1));
    assertThat(shop.lastActive()).contains(NOW);
  }
}
