package np.local.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.local.storage.FileTree;
import np.model.NpException;
import np.spi.Terminal;

/** Brings a process to life inside its control group and keeps hold of its standard streams. */
final class Connector {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_COMPLAINT = 2000;

  private final Style style;
  private final Kernel kernel;

  Connector(Style style, Kernel kernel) {
    this.style = style;
    this.kernel = kernel;
  }

  /** A child of this JVM that has been let go; not yet watched. */
  record Connected(Spawner.Spawned spawned, Optional<PseudoTerminal> terminal) {

    /** The streams, given to whoever asked for the process. */
    Attached with(Running running) {
      Process process = spawned.process();
      return new Attached(
          running,
          terminal.map(PseudoTerminal::keyboard).orElse(process.getOutputStream()),
          terminal.map(PseudoTerminal::screen).orElse(process.getInputStream()),
          process.getErrorStream(),
          terminal);
    }
  }

  /**
   * Starts it. It says that it is ready when its sandbox stands; then it is put into its group,
   * gets its terminal, which lies in the sandbox's own devpts, and is let go. Should this JVM die
   * before, it reads an early end of its input and runs nothing of the tenant's.
   *
   * @param beside a process inside the sandbox to join; empty for a new sandbox
   */
  Connected connect(Style.Setting setting, OptionalLong beside, Optional<Terminal> terminal)
      throws IOException {
    Process process = start(style.attachedRecipe(setting, beside));
    ProcessRef ref = kernel.proc().ref(process.pid()).orElse(new ProcessRef(process.pid(), 0));
    Optional<PseudoTerminal> made = Optional.empty();
    try {
      setting.group().add(process.pid());
      awaitReady(process, setting.group());
      long last = join(process.pid(), setting.group());
      if (terminal.isPresent()) {
        made = Optional.of(terminal(last, terminal.get(), setting.quarters()));
      }
      release(process, made);
      return new Connected(new Spawner.Spawned(process, ref), made);
    } catch (IOException | NpException e) {
      made.ifPresent(PseudoTerminal::close);
      process.destroyForcibly();
      throw e;
    }
  }

  private static Process start(Style.Recipe recipe) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(recipe.commandLine());
    builder.directory(recipe.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(recipe.environment());
    return builder.start();
  }

  private static void awaitReady(Process process, ControlGroup group) throws IOException {
    CountDownLatch answered = new CountDownLatch(1);
    Thread.ofVirtual().name("np-patience").start(() -> killLate(process, group, answered));
    try {
      String line = line(process.getInputStream());
      if (!line.equals(Preamble.READY)) {
        throw new IOException("its sandbox did not come up: " + complaint(process));
      }
    } finally {
      answered.countDown();
    }
  }

  private static void killLate(Process process, ControlGroup group, CountDownLatch answered) {
    try {
      if (!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        group.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line, and no byte of what comes after it. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static String complaint(Process process) throws IOException {
    byte[] said = process.getErrorStream().readNBytes(MOST_COMPLAINT);
    return said.length == 0
        ? "it said nothing"
        : new String(said, StandardCharsets.ISO_8859_1).strip();
  }

  /** Puts it and its children into the group; the last of them, which waits to be let go. */
  private long join(long first, ControlGroup group) throws IOException {
    long last = first;
    for (List<Long> next = kernel.proc().children(last);
        !next.isEmpty();
        next = kernel.proc().children(last)) {
      last = next.getFirst();
      group.add(last);
    }
    return last;
  }

  private static PseudoTerminal terminal(long pid, Terminal terminal, Quarters quarters)
      throws IOException {
    Path root = Path.of("/proc", Long.toString(pid), "root");
    PseudoTerminal made = PseudoTerminal.open(root.resolve("dev/ptmx"), terminal.size());
    try {
      if (quarters.owner().isPresent()) {
        Path lower = root.resolve(Path.of("/").relativize(made.path()));
        new FileTree(lower).giveTo(quarters.owner().getAsInt());
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private static void release(Process process, Optional<PseudoTerminal> terminal)
      throws IOException {
    String where = terminal.isEmpty() ? "" : " " + terminal.get().path();
    OutputStream out = process.getOutputStream();
    out.write((Preamble.GO + where + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    if (terminal.isPresent()) {
      out.close();
    }
  }
}
