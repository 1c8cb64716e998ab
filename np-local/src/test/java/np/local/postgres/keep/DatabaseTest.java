package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import np.local.postgres.instance.Names;
import np.model.DatabaseState;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase PREVIEW = TestDatabases.branch("preview", SHOP);
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Database shop = new Database(new RecordStore.Stored(DatabaseRecord.of(SHOP), 1));
  private final Database preview =
      new Database(new RecordStore.Stored(DatabaseRecord.of(PREVIEW), 1));

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

  @Test
  void dataAreThereOnceTheyOutliveNp() throws Exception {
    assertThat(preview.awaitData(Duration.ZERO)).isFalse();
    preview.making.made(new Making.Made(1, Names.of(SHOP.label())));
    assertThat(preview.awaitData(Duration.ZERO)).isFalse();
    assertThat(preview.status("18.6").state()).isEqualTo(DatabaseState.PREPARING);

    preview.stored(new RecordStore.Stored(preview.record().done(done(1)), 2));
    assertThat(preview.awaitData(Duration.ZERO)).isTrue();
    assertThat(preview.status("18.6").state()).isEqualTo(DatabaseState.SLEEPING);
  }

  @Test
  void aFailureCountsForTheWishThatWasTriedUntilTheNextTry() throws Exception {
    preview.making.begin(preview.record().epoch());
    preview.failed("the disk is full");
    assertThatThrownBy(() -> preview.awaitData(Duration.ZERO)).hasMessage("the disk is full");

    preview.making.begin(preview.record().epoch());
    preview.stored(new RecordStore.Stored(preview.record().wish(TestDatabases.reset(PREVIEW)), 2));
    preview.failed("the disk is full");
    assertThat(preview.awaitData(Duration.ZERO)).isFalse();
  }

  private static DatabaseRecord.Done done(int epoch) {
    return new DatabaseRecord.Done(epoch, PREVIEW.generation(), PREVIEW.verifier());
  }
}
