package np.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A body that may be neither too large nor too slow. */
final class BoundedInput extends InputStream {
  private final InputStream in;
  private final long limit;
  private final InstantSource clock;
  private final Instant deadline;
  private long read;

  BoundedInput(InputStream in, long limit, InstantSource clock, Duration patience) {
    this.in = in;
    this.limit = limit;
    this.clock = clock;
    this.deadline = clock.instant().plus(patience);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void count(int more) {
    read += more;
    if (read > limit) {
      throw Refusal.tooLarge(limit);
    }
    if (clock.instant().isAfter(deadline)) {
      throw Refusal.tooSlow();
    }
  }
}
