package np.local.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of PostgreSQL, run with an environment of its own.
 *
 * @param commandLine absolute
 */
public record PostgresProgram(List<String> commandLine) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Not started yet, with this environment and one stream of output. */
  public ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(commandLine);
    builder.directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    return builder;
  }

  /** Runs it to its end; what it says when that is not good. */
  public void run() throws IOException {
    run("");
  }

  /** The same with this on its standard input. */
  public void run(String input) throws IOException {
    Process process = builder().start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(answer.isEmpty() ? "it gave no reason" : answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
