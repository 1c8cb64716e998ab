package np.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import np.edge.http.AccessEntry;
import org.junit.jupiter.api.Test;

final class EntryRingTest {

  @Test
  void fullRingTakesNothingMore() {
    EntryRing ring = new EntryRing(2);
    assertThat(ring.put(Entries.of("1"))).isEqualTo(1);
    assertThat(ring.put(Entries.of("2"))).isEqualTo(2);
    assertThat(ring.put(Entries.of("3"))).isZero();
    assertThat(ring.take()).extracting(AccessEntry::path).isEqualTo("1");
    assertThat(ring.put(Entries.of("4"))).isEqualTo(2);
    assertThat(ring.take()).extracting(AccessEntry::path).isEqualTo("2");
    assertThat(ring.take()).extracting(AccessEntry::path).isEqualTo("4");
    assertThat(ring.take()).isNull();
    assertThat(ring.isEmpty()).isTrue();
  }

  @Test
  void manyThreadsLoseAndDoubleNothing() throws InterruptedException {
    EntryRing ring = new EntryRing(64);
    int each = 20_000;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(Thread.ofPlatform().start(() -> putAll(ring, each)));
    }
    int taken = 0;
    while (taken < 4 * each) {
      if (ring.take() != null) {
        taken++;
      } else {
        Thread.onSpinWait();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ring.take()).isNull();
  }

  private static void putAll(EntryRing ring, int count) {
    AccessEntry entry = Entries.of("/");
    for (int i = 0; i < count; ) {
      if (ring.put(entry) > 0) {
        i++;
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
