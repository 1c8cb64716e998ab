package np.edge.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves; a minute ahead, so that what openssl has just made is valid. */
final class TestClock implements InstantSource {
  private volatile Instant now = Instant.now().plusSeconds(60);

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration step) {
    now = now.plus(step);
  }
}
