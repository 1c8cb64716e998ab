package np.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A platform of its own for a test: an empty home, free ports, the packaged programs, and the
 * launcher that a person would call. Stopped with everything in it when closed.
 */
final class TestPlatform implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MINUTES = 5;

  private final Path root = Path.of(System.getProperty("np.root"));
  private final Path home;
  private final int httpPort = freePort();
  private final int httpsPort = freePort();
  private final int apiPort = freePort();

  TestPlatform(Path home) {
    this.home = home;
  }

  /** What a command answered. */
  record Result(int exit, String out, String err) {
    /** The last JSON object that was printed. */
    JsonNode json() {
      String[] lines = out.strip().split("\n", -1);
      return JSON.readTree(
          lines.length > 1 && lines[0].equals("{") ? out : lines[lines.length - 1]);
    }

    Result ok() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err);
      }
      return this;
    }
  }

  /** Runs {@code ./np} with these arguments. */
  Result np(String... arguments) {
    return np(Map.of(), arguments);
  }

  Result np(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("np").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = start(command, environment);
      Drain out = new Drain(process.getInputStream());
      Drain err = new Drain(process.getErrorStream());
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no end after " + MINUTES + " min: " + command + out.text());
      }
      return new Result(process.exitValue(), out.text(), err.text());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts {@code ./np} and lets it run. */
  Process background(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(root.resolve("np").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = builder(command, Map.of());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return builder.start();
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    Process process = builder(command, environment).start();
    process.getOutputStream().close();
    return process;
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    Map<String, String> variables = builder.environment();
    variables.put("NP_HOME", home.toString());
    variables.put("NP_HTTP_PORT", Integer.toString(httpPort));
    variables.put("NP_HTTPS_PORT", Integer.toString(httpsPort));
    variables.put("NP_API_PORT", Integer.toString(apiPort));
    variables.put("XDG_CONFIG_HOME", home.resolve("config-home").toString());
    variables.putAll(environment);
    return builder;
  }

  Path home() {
    return home;
  }

  Path root() {
    return root;
  }

  int httpPort() {
    return httpPort;
  }

  int httpsPort() {
    return httpsPort;
  }

  URI edge() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + apiPort);
  }

  String token() {
    return read(home.resolve("server/token")).strip();
  }

  /** GET through the edge with this Host. */
  Answer get(String host, String path) {
    try (Socket socket = connect()) {
      socket.setSoTimeout(30_000);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int border = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)),
          text.substring(0, border),
          text.substring(border + 4));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort));
    return socket;
  }

  /** A response read to its end. */
  record Answer(int status, String head, String body) {}

  RunningProgram program(Program program) {
    Optional<RunningProgram> running = RunningProgram.find(new Home(home).lock(program));
    return running.orElseThrow(() -> new AssertionError(program + " does not run"));
  }

  void kill(Program program) throws InterruptedException {
    long pid = program(program).pid();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    org.awaitility.Awaitility.await()
        .until(
            () ->
                RunningProgram.find(new Home(home).lock(program))
                    .map(RunningProgram::pid)
                    .filter(now -> now == pid)
                    .isEmpty());
  }

  /** The pids of an app's instances by id. */
  Map<String, Long> pids(String app) {
    Map<String, Long> pids = new java.util.TreeMap<>();
    JsonNode status = np("status", app, "--json").ok().json();
    for (JsonNode process : status.get("apps").get(0).get("processes")) {
      for (JsonNode instance : process.get("instances")) {
        pids.put(instance.get("id").asString(), instance.get("pid").asLong());
      }
    }
    return pids;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    np("server", "stop");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a stream to its end beside the process that writes it. */
  private static final class Drain {
    private final StringBuilder text = new StringBuilder();
    private final Thread thread;

    Drain(java.io.InputStream in) {
      thread = Thread.ofVirtual().start(() -> read(in));
    }

    private void read(java.io.InputStream in) {
      try (in) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        text.append(e);
      }
    }

    String text() throws InterruptedException {
      thread.join();
      return text.toString();
    }
  }
}
