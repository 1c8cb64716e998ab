package np.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import np.local.logs.LogLabel;
import np.local.storage.FileTree;
import np.model.Exit;

/** Brings a process to life inside its control group. */
final class Spawner {
  private static final int SIGNALLED = 128;
  private static final int SIGNALS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Style style;
  private final Kernel kernel;

  Spawner(Style style, Kernel kernel) {
    this.style = style;
    this.kernel = kernel;
  }

  /** A child of this JVM that has not been let go before it was in its group. */
  record Spawned(Process process, ProcessRef ref) {

    /** Shells and bubblewrap report signals as 128 + number, and so does the JDK. */
    Exit awaitExit() throws InterruptedException {
      int code = process.waitFor();
      return code > SIGNALLED && code <= SIGNALLED + SIGNALS
          ? new Exit.Signalled(code - SIGNALLED)
          : new Exit.Code(code);
    }
  }

  /**
   * Starts it. Should this JVM die in between, the process reads an early end of its input and ends
   * without having run anything of the tenant's.
   *
   * @param beside a process inside the sandbox to join; empty for a new sandbox
   */
  Spawned spawn(Style.Setting setting, OptionalLong beside, Path output) throws IOException {
    Style.Recipe recipe = style.recipe(setting, beside);
    prepareOutput(setting, output);
    Process process = start(recipe, output);
    ProcessRef ref = kernel.proc().ref(process.pid()).orElse(new ProcessRef(process.pid(), 0));
    try (OutputStream release = process.getOutputStream()) {
      int forks = style.forks() ? 1 + (beside.isPresent() ? 1 : 0) : 0;
      join(process, setting.group(), forks);
      ByteBuffer bytes = recipe.release();
      release.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return new Spawned(process, ref);
  }

  /**
   * Puts it and its children into the group, down to the one that waits for its input: bubblewrap
   * forks once, and nsenter once before it, so that bubblewrap sees the processes beside it and no
   * others.
   */
  private void join(Process process, ControlGroup group, int forks) throws IOException {
    group.add(process.pid());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long last = process.pid();
    int found = 0;
    while (found < forks) {
      List<Long> children = kernel.proc().children(last);
      if (!children.isEmpty()) {
        last = children.getFirst();
        group.add(last);
        found++;
      } else if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("its sandbox did not come up, see its log");
      } else {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static Process start(Style.Recipe recipe, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(recipe.commandLine());
    builder.directory(recipe.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(recipe.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return builder.start();
  }

  /** Programs that open /dev/stdout need the right to open the file itself. */
  private static void prepareOutput(Style.Setting setting, Path output) throws IOException {
    if (!Files.exists(output)) {
      Files.createFile(
          output,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    new LogLabel(output).write(setting.launch().task().artifact().builtBy());
    if (setting.quarters().owner().isPresent()) {
      new FileTree(output).giveTo(setting.quarters().owner().getAsInt());
    }
  }
}
