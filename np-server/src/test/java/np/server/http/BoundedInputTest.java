package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BoundedInputTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void aBodyOfExactlyTheLimitIsRead() throws IOException {
    assertThat(bounded(new byte[10], 10).readAllBytes()).hasSize(10);
  }

  @Test
  void oneByteMoreIsRefusedWith413() {
    assertThatThrownBy(() -> bounded(new byte[11], 10).readAllBytes())
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem().status()).isEqualTo(413));
  }

  @Test
  void aBodyThatTricklesIsRefusedWith408() throws IOException {
    InputStream trickle = bounded(new byte[1_000], 1_000);
    for (int i = 0; i < 10; i++) {
      now.updateAndGet(instant -> instant.plusSeconds(1));
      assertThat(trickle.read()).isZero();
    }
    now.updateAndGet(instant -> instant.plusSeconds(1));

    assertThatThrownBy(trickle::read)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem().status()).isEqualTo(408));
  }

  private InputStream bounded(byte[] bytes, long limit) {
    return new BoundedInput(
        new ByteArrayInputStream(bytes), limit, now::get, Duration.ofSeconds(10));
  }
}
