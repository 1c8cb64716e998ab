package np.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import np.local.storage.FileTree;
import np.testkit.load.OpenLoop;
import tools.jackson.databind.JsonNode;

/**
 * A platform of its own for a test: an empty home, free ports, the packaged programs, and the
 * launcher that a person would call. Closing stops it with everything in it and removes the home.
 */
final class TestPlatform implements AutoCloseable {
  /** More than anything here takes on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long MINUTES = 5;

  private final Path root = Path.of(System.getProperty("np.root"));
  private Person person;
  private Path home;
  private final int httpPort = freePort();
  private final int httpsPort = freePort();
  private final int pgPort = freePort();
  private final int apiPort = freePort();

  TestPlatform() {
    this(Person.self());
  }

  /** One that belongs to somebody else than who runs the tests. */
  TestPlatform(Person person) {
    this(person, makeHome());
    person.owns(home);
  }

  private TestPlatform(Person person, Path home) {
    this.person = person;
    this.home = home;
  }

  /** One whose home is to be made below this directory. */
  static TestPlatform in(Path directory) {
    return new TestPlatform(Person.self(), directory.resolve("np"));
  }

  /** From now on somebody else types the commands. */
  void isTypedBy(Person other) {
    person = other;
  }

  /** Runs {@code ./np} with these arguments. */
  CommandResult np(String... arguments) {
    return npReading("", arguments);
  }

  /** Runs {@code ./np} with these arguments and this standard input. */
  CommandResult npReading(String input, String... arguments) {
    Process process = null;
    try {
      process = builder(arguments).start();
      Drain out = new Drain(process.getInputStream());
      Drain err = new Drain(process.getErrorStream());
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("no end after " + MINUTES + " min: " + List.of(arguments));
      }
      return new CommandResult(process.exitValue(), out.text(), err.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** Starts {@code ./np} with these arguments; the caller waits for its end. */
  Process start(ProcessBuilder.Redirect in, ProcessBuilder.Redirect out, String... arguments) {
    try {
      return builder(arguments).redirectInput(in).redirectOutput(out).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandResult deploy(TestApp app) {
    return np("deploy", app.directory(), "--json");
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(person.command());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(person.directory().toFile());
    builder.environment().putAll(variables());
    builder.environment().putAll(person.variables());
    return builder;
  }

  /** What leads np to this platform. */
  Map<String, String> variables() {
    return Map.of(
        "NP_HOME", home.toString(),
        "NP_HTTP_PORT", Integer.toString(httpPort),
        "NP_HTTPS_PORT", Integer.toString(httpsPort),
        "NP_PG_PORT", Integer.toString(pgPort),
        "NP_API_PORT", Integer.toString(apiPort),
        "XDG_CONFIG_HOME", home.resolve("config-home").toString());
  }

  Path home() {
    return home;
  }

  /** Renames the home, and means that one from now on; nothing of it may run. */
  void move(Path target) throws IOException {
    home = Files.move(home, target);
  }

  Path root() {
    return root;
  }

  int httpPort() {
    return httpPort;
  }

  int apiPort() {
    return apiPort;
  }

  int pgPort() {
    return pgPort;
  }

  Remains remains() {
    return new Remains(home);
  }

  String token() {
    return read(home.resolve("server/token")).strip();
  }

  /** A load on an app through the edge, each answer checked; the caller stops it. */
  OpenLoop.Running load(String host, int perSecond) {
    return loadOf(host).rate(perSecond).start();
  }

  /** A load on an app that has not begun. */
  OpenLoop loadOf(String host) {
    URI edge = URI.create("http://127.0.0.1:" + httpPort);
    return OpenLoop.against(edge).host(host).tenant("default");
  }

  /** GET through the edge with this Host. */
  Answer get(String host, String path) {
    return get(httpPort, host, path);
  }

  /** GET from a port of this machine. */
  Answer get(int port, String host, String path, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return exchange(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + more, "");
  }

  /** POST of a text through the edge with this Host. */
  Answer post(String host, String path, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
    return exchange(httpPort, head + "Content-Length: " + length + "\r\n", body);
  }

  private static Answer exchange(int port, String head, String body) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(30_000);
      String request = head + "Connection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A response read to its end. */
  record Answer(int status, String head, String body) {
    private static Answer of(String text) {
      int border = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text, 9, 12, 10), text.substring(0, border), text.substring(border + 4));
    }
  }

  RunningProgram program(Program program) {
    return RunningProgram.find(new Home(home).lock(program))
        .orElseThrow(() -> new AssertionError(program + " does not run"));
  }

  /** SIGKILL; returns when the process is gone. */
  void kill(Program program) throws InterruptedException {
    RunningProgram running = program(program);
    ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
    running.awaitExit();
  }

  /** Starts one program as systemd would and waits until it serves. */
  void startAlone(Program program) {
    starter().ensure(program);
    starter().awaitReady(program);
  }

  Programs programs() {
    return new Programs(new Home(home), starter());
  }

  /** The processes of a program that end what they have begun. */
  List<RunningProgram> leaving(Program program) {
    return RunningProgram.findAll(new Home(home).leaving(program));
  }

  private ProgramStarter starter() {
    Path java = Path.of(System.getProperty("java.home"));
    Path directory = root.resolve("np-dist/target/np");
    Distribution.Cache cache = Distribution.Cache.USE;
    Distribution distribution = new Distribution(directory, root.resolve("np"), java, cache);
    return new ProgramStarter(distribution, new Home(home));
  }

  /** Waits until a program serves that is another process than this one. */
  void awaitOther(Program program, RunningProgram before) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                RunningProgram.find(new Home(home).ready(program))
                    .filter(now -> now.pid() != before.pid())
                    .isPresent());
  }

  /** The only app, as {@code np status --json} shows it. */
  JsonNode status(String app) {
    return np("status", "-a", app, "--json").ok().json().get("apps").get(0);
  }

  /** The instances of an app that have a process. */
  List<JsonNode> instances(String app) {
    List<JsonNode> instances = new ArrayList<>();
    for (JsonNode process : status(app).get("processes")) {
      process.get("instances").forEach(instances::add);
    }
    return instances;
  }

  /** The pids of an app's instances by id. */
  Map<String, Long> pids(String app) {
    Map<String, Long> pids = new TreeMap<>();
    for (JsonNode instance : instances(app)) {
      pids.put(instance.get("id").asString(), instance.get("pid").asLong());
    }
    return pids;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    np("server", "stop");
    for (Program program : List.of(Program.SERVER, Program.EDGE, Program.NODE)) {
      RunningProgram.find(new Home(home).lock(program))
          .flatMap(running -> ProcessHandle.of(running.pid()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
    remains().clear();
    try {
      new FileTree(home).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Readable by the users of apps, which a temporary directory is not. */
  private static Path makeHome() {
    try {
      Path home = Files.createTempDirectory("np");
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a stream to its end beside the process that writes it. */
  private static final class Drain {
    private final StringBuilder text = new StringBuilder();
    private final Thread thread;

    Drain(InputStream in) {
      thread = Thread.ofVirtual().start(() -> read(in));
    }

    private void read(InputStream in) {
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
