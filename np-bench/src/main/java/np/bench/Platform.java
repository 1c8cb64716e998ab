package np.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** An np of its own: home in a temporary directory, free ports, driven by the launcher. */
final class Platform implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Path launcher;
  private final Path directory;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final int http = freePort();
  private final int https = freePort();
  private final int api = freePort();
  private final int postgres = freePort();
  private final Path binaries;

  Platform(Path checkout) throws IOException {
    this.launcher = checkout.resolve("np");
    this.binaries = checkout.resolve("np-dist/target/np/postgres/18.6");
    this.directory = Files.createTempDirectory("np-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
  }

  /**
   * A command that has ended.
   *
   * @param millis wall time
   * @param output standard output and error
   */
  record Run(double millis, String output) {}

  /** Types {@code np}; fails with its output unless it ends well. */
  Run np(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    long begun = System.nanoTime();
    Process process = spawn(output, arguments);
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    double millis = (System.nanoTime() - begun) / 1e6;
    String said = Files.readString(output);
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("np " + String.join(" ", arguments) + " failed:\n" + said);
    }
    return new Run(millis, said);
  }

  /** Types {@code np} and does not wait. */
  Process spawn(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("NP_"));
    environment.put("NP_HOME", home().toString());
    environment.put("NP_HTTP_PORT", Integer.toString(http));
    environment.put("NP_HTTPS_PORT", Integer.toString(https));
    environment.put("NP_API_PORT", Integer.toString(api));
    environment.put("NP_PG_PORT", Integer.toString(postgres));
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  Path home() {
    return directory.resolve("home");
  }

  /** For files of the figures; gone at the end. */
  Path scratch() {
    return directory;
  }

  int httpPort() {
    return http;
  }

  int httpsPort() {
    return https;
  }

  int apiPort() {
    return api;
  }

  /** PostgreSQL as np runs it: bin, lib and share. */
  Path postgresBinaries() {
    return binaries;
  }

  /** Asks the edge for the first page of an app. */
  Probe edge(String app) {
    return new Probe(http, app + ".localhost", "/");
  }

  /** A directory with a static site of one page. */
  Path site(String app, String page) throws IOException {
    Path site = Files.createDirectories(directory.resolve("sites").resolve(app));
    Files.createDirectories(site.resolve("public"));
    Files.writeString(site.resolve("np.yaml"), "app: " + app + "\nstatic: ./public\n");
    Files.writeString(site.resolve("public/index.html"), page);
    return site;
  }

  /** Stops it with its apps and forgets everything: the next start is the first one. */
  void reset() throws IOException, InterruptedException {
    if (Files.isDirectory(home())) {
      np("server", "stop");
      delete(home());
    }
  }

  /** Stops it and removes all of it; also when the benchmark is interrupted. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      reset();
    } catch (IOException e) {
      System.err.println("np bench: " + home() + " is left behind: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      delete(directory);
    } catch (IOException e) {
      System.err.println("np bench: " + directory + " is left behind: " + e.getMessage());
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
