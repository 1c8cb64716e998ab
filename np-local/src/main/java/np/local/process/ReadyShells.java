package np.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shells that are there before anybody needs them, and wait to be told what to become: whoever
 * starts a program does not wait for one to be started first. They hear the end of this JVM, and
 * end with it.
 */
final class ReadyShells implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyShells.class);
  private static final Path ROOT = Path.of("/");

  /** Says in lists of processes what it is. */
  private static final String NAME = "np-spare";

  private final BlockingQueue<Process> ready;
  private final AtomicBoolean filling = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * @param most that are kept ready once the first was needed
   */
  ReadyShells(int most) {
    ready = new LinkedBlockingQueue<>(most);
  }

  /** Those that wait now. */
  List<Process> waiting() {
    return List.copyOf(ready);
  }

  /**
   * What one is to become, with no environment, in the root directory; standard input stays in the
   * hands of whoever starts it.
   *
   * @param output that its output is appended to
   * @param doors files that a process writes its number to, to be let into a control group
   * @param commandLine what it then is
   */
  record Part(Path output, List<Path> doors, List<String> commandLine) {
    Part {
      doors = List.copyOf(doors);
      commandLine = List.copyOf(commandLine);
    }

    /** In braces, so that a shell that hears the beginning only does nothing of it. */
    String text() {
      List<String> steps =
          new ArrayList<>(List.of("exec >>" + CommandLine.quote(output.toString()) + " 2>&1"));
      doors.forEach(
          door -> steps.add("echo 0 >" + CommandLine.quote(door.toString()) + " || exit 1"));
      steps.add("exec " + String.join(" ", commandLine.stream().map(CommandLine::quote).toList()));
      return "{ " + String.join("; ", steps) + "; }\n";
    }
  }

  /**
   * The process that has been told to become this. Nothing may be written to it before the program
   * has shown that it is there: a shell reads ahead (dash does).
   */
  Process become(Part part) throws IOException {
    try {
      return tell(part.text().getBytes(encoding()));
    } finally {
      refill();
    }
  }

  private Process tell(byte[] text) throws IOException {
    Process shell = ready.poll();
    if (shell != null && shell.isAlive()) {
      try {
        return told(shell, text);
      } catch (IOException e) {
        LOG.debug("shell={} state=gone: {}", shell.pid(), e.toString());
      }
    }
    return told(start(), text);
  }

  private static Process told(Process shell, byte[] text) throws IOException {
    OutputStream ear = shell.getOutputStream();
    try {
      ear.write(text);
      ear.flush();
      return shell;
    } catch (IOException e) {
      shell.destroyForcibly();
      throw e;
    }
  }

  /** One at a time does that, after those who wait for a program have theirs. */
  private void refill() {
    if (!closed && ready.remainingCapacity() > 0 && filling.compareAndSet(false, true)) {
      Thread.ofVirtual().name("shells").start(this::fill);
    }
  }

  private void fill() {
    try {
      while (!closed && ready.remainingCapacity() > 0) {
        ready.add(start());
      }
      filling.set(false);
      refill(); // one may have been taken since
    } catch (IOException e) {
      LOG.warn("shells=not-ready: {}", e.toString());
      filling.set(false);
    } finally {
      if (closed) {
        end();
      }
    }
  }

  /** Ends those that wait; from now on each is started when it is needed. */
  @Override
  public void close() {
    closed = true;
    end();
  }

  private void end() {
    for (Process shell = ready.poll(); shell != null; shell = ready.poll()) {
      shell.destroyForcibly();
    }
  }

  private static Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-s", NAME);
    builder.directory(ROOT.toFile());
    builder.environment().clear();
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  /** As the JVM gives names of files to the system (the property sun.jnu.encoding). */
  private static Charset encoding() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", ""), StandardCharsets.UTF_8);
  }
}
