package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import np.model.Exit;

/** Somebody in front of an attached process: reads all that it shows, types, waits for words. */
final class Typist implements AutoCloseable {
  private final Attached attached;
  private final StringBuilder shown = new StringBuilder();
  private final Thread[] readers;

  Typist(Attached attached) {
    this.attached = attached;
    this.readers =
        new Thread[] {
          Thread.ofPlatform().daemon().start(() -> read(attached.output())),
          Thread.ofPlatform().daemon().start(() -> read(attached.errors()))
        };
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[4096];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        show(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      show(e.toString());
    }
  }

  private synchronized void show(String text) {
    shown.append(text);
  }

  Typist type(String text) throws IOException {
    attached.input().write(text.getBytes(StandardCharsets.ISO_8859_1));
    attached.input().flush();
    return this;
  }

  Typist awaits(String text) {
    await()
        .atMost(Duration.ofSeconds(20))
        .conditionEvaluationListener(null)
        .untilAsserted(() -> assertThat(shown()).contains(text));
    return this;
  }

  synchronized String shown() {
    return shown.toString();
  }

  /** Waits for the end; then {@link #shown} is all of it. */
  Exit end() throws InterruptedException {
    Exit exit = attached.running().awaitExit();
    for (Thread reader : readers) {
      reader.join();
    }
    return exit;
  }

  @Override
  public void close() throws IOException {
    attached.running().kill();
    try {
      end();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    attached.close();
  }
}
