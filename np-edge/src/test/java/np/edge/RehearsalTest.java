package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import np.edge.rehearsal.Rehearsal.Effort;
import org.junit.jupiter.api.Test;

/** Requests of the edge's own, before visitors come. */
@SuppressWarnings("try") // close throws whatever a test throws
final class RehearsalTest {
  @Test
  void everyRequestIsAnsweredAndNothingOfItIsSeen() throws Exception {
    try (EdgeFixture edge = new EdgeFixture()) {
      int answered = edge.server().rehearse(new Effort(200, Duration.ofSeconds(60)));

      assertThat(answered).isEqualTo(200);
      assertThat(edge.log()).isEmpty();
      assertThat(edge.server().metrics().connections()).isZero();
      assertThat(edge.server().addresses()).hasSize(2);
      assertThat(edge.server().ingress().routes("rehearsal.invalid")).isFalse();
    }
  }

  @Test
  void itEndsWhenItsTimeIsOver() throws Exception {
    try (EdgeFixture edge = new EdgeFixture()) {
      assertThat(edge.server().rehearse(new Effort(Integer.MAX_VALUE, Duration.ZERO))).isZero();
    }
  }
}
