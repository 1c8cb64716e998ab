package np.cli.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Puts lines together. */
final class LineSink implements SessionSink {
  /** What is longer becomes several. */
  private static final int LONGEST = 64 << 10;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> lines;

  LineSink(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void show(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        complete();
      } else {
        line.write(next);
        if (line.size() >= LONGEST) {
          complete();
        }
      }
    }
  }

  @Override
  public void end() {
    if (line.size() > 0) {
      complete();
    }
  }

  private void complete() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
