package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import np.model.Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** np run and np exec as programs that are somewhere else, through every part of the platform. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class SessionTest {
  private static final int MEGABYTE = 1 << 20;

  /** More than the heap of any program on the way: what one of them keeps ends it. */
  private static final int MEGABYTES = 300;

  private final TestPlatform platform = new TestPlatform();

  @BeforeAll
  void deploy(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "shop").runs("env: {GREETING: hello}");
    platform.deploy(app).ok();
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void moreThanFitsIntoAnyMemoryComesBackAsItWas(@TempDir Path files) throws Exception {
    Path there = files.resolve("there");
    Path back = files.resolve("back");
    write(there);

    Process np =
        platform.start(
            Redirect.from(there.toFile()), Redirect.to(back.toFile()), "run", "shop", "--", "cat");

    assertThat(np.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(np.exitValue()).isZero();
    assertThat(Files.size(back)).isEqualTo((long) MEGABYTES * MEGABYTE);
    assertThat(digest(back)).isEqualTo(digest(there));
  }

  private static void write(Path file) throws IOException {
    Random random = new Random(11);
    byte[] block = new byte[MEGABYTE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MEGABYTES; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = Digest.sha256();
    byte[] block = new byte[MEGABYTE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void theExitCodeIsThatOfTheCommand() {
    platform.np("run", "shop", "--", "true").exits(0);
    platform.np("run", "shop", "--", "sh", "-c", "exit 42").exits(42);
    platform.np("exec", "shop", "--", "sh", "-c", "kill -9 $$").exits(137);
    CommandResult missing = platform.np("run", "shop", "--", "no-such-program").exits(127);
    assertThat(missing.err()).contains("no-such-program");
    platform.np("run", "no-such-app", "--", "true").exits(125);
    CommandResult nobody = platform.np("exec", "shop", "-p", "web.9", "--", "true").exits(125);
    assertThat(nobody.err()).contains("no running instance web.9");
  }

  @Test
  void aPipeGoesInAndBothStreamsComeOut() {
    CommandResult result =
        platform
            .npReading("one\ntwo\n", "run", "shop", "--", "sh", "-c", "wc -l; echo $GREETING >&2")
            .ok();
    assertThat(result.out()).isEqualTo("2\n");
    assertThat(result.err()).isEqualTo("hello\n");
    CommandResult beside =
        platform.npReading("x", "exec", "shop", "--", "sh", "-c", "cat; echo $NP_PROCESS").ok();
    assertThat(beside.out()).isEqualTo("xweb\n");
  }

  @Test
  void aScriptGetsOneDocumentALine() {
    CommandResult result =
        platform.npReading("a\nb", "run", "shop", "--json", "--", "sh", "-c", "cat; exit 5");
    assertThat(result.exits(5).json().toString())
        .isEqualTo("{\"schema\":\"np.exit/1\",\"code\":5,\"why\":\"exited with 5\"}");
    assertThat(result.out().lines()).hasSize(3);
  }

  @Test
  void whoeverStopsReadingEndsIt() throws Exception {
    Process np = platform.start(Redirect.PIPE, Redirect.PIPE, "run", "shop", "--", "yes", "np-321");
    byte[] first = np.getInputStream().readNBytes(7);
    np.getInputStream().close();

    assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("np-321\n");
    assertThat(np.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(np.exitValue()).isEqualTo(141);
    awaitNone("yes np-321");
  }

  @Test
  void aClientThatIsKilledTakesTheCommandAlong() throws Exception {
    Process np = platform.start(Redirect.PIPE, Redirect.PIPE, "run", "shop", "--", "sleep", "4321");
    awaitSome("sleep 4321");

    np.destroyForcibly();

    awaitNone("sleep 4321");
  }

  @Test
  void ctrlCIsTheCommandsAndTheSecondOneHangsUp() throws Exception {
    String line = "trap 'echo asked' INT; echo up; while :; do sleep 0.1; done; : np-654";
    Process np =
        platform.start(Redirect.PIPE, Redirect.PIPE, "run", "shop", "--", "sh", "-c", line);
    InputStream out = np.getInputStream();
    assertThat(new String(out.readNBytes(3), StandardCharsets.US_ASCII)).isEqualTo("up\n");

    interrupt(np);
    assertThat(new String(out.readNBytes(6), StandardCharsets.US_ASCII)).isEqualTo("asked\n");
    assertThat(np.isAlive()).isTrue();

    interrupt(np);
    assertThat(np.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(np.exitValue()).isEqualTo(130);
    awaitNone("np-654");
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
  }

  @Test
  void aDetachedCommandGoesOnAndIsInTheLogs() {
    CommandResult started =
        platform.np("run", "shop", "--detach", "--json", "--", "echo", "from afar").ok();
    String id = started.json().get("instance").asString();
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> platform.np("logs", "shop", "-p", id).out().contains("from afar"));
  }

  @Test
  void aShellIsAsIfItWereHere(@TempDir Path files) {
    try (Tmux terminal = new Tmux(files, platform.variables(), 111, 33)) {
      terminal.type("./np run shop -- bash --norc --noprofile");
      terminal.awaits("$ ").type("PS1=''; stty size; tty; echo \"$TERM,$COLUMNS\"");
      terminal.awaits("33 111").awaits("/dev/pts/0").awaits("screen,111");
      terminal.resize(90, 20); // which comes by another way than what is typed
      terminal.type("until stty size | grep '^20 9[0]'; do :; done").awaits("20 90");

      terminal.type("sleep 987");
      awaitSome("sleep 987");
      terminal.press("C-z").awaits("Stopped");
      terminal.type("kill %1"); // no wait: bash waits for ever for one that it saw stopped last
      awaitNone("sleep 987");
      terminal.type("cat").type("typed").awaits("typed\ntyped").press("C-c");
      terminal.type("echo \"code=$?\"").awaits("code=130");
      terminal.type("exit 7").awaitsPrompt();
      terminal.type("echo \"np=$?\"; stty -a | grep -o ' icanon'").awaits("np=7").awaits(" icanon");
    }
  }

  @Test
  void aShellInsideAnInstanceSeesTheInstance(@TempDir Path files) {
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 24)) {
      terminal.type("./np exec shop -- bash --norc --noprofile");
      terminal.awaits("$ ").type("PS1=''; tr '\\0' ' ' </proc/2/cmdline; echo; tty");
      terminal.awaits("app.py").awaits("/dev/pts/");
      terminal.type("exit").awaitsPrompt();
    }
  }

  @Test
  void theTerminalIsPutBackWhenNpIsAskedToEnd(@TempDir Path files) {
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 24)) {
      terminal.type("./np run shop -- sh -c 'echo up; exec sleep 5432'").awaits("up");
      List<ProcessHandle> clients =
          ProcessHandle.allProcesses()
              .filter(each -> each.info().commandLine().orElse("").contains("exec sleep 5432"))
              .filter(each -> each.info().command().orElse("").endsWith("/java"))
              .toList();
      assertThat(clients).hasSize(1);
      clients.getFirst().destroy();
      terminal.awaitsPrompt().type("stty -a | grep -o ' icanon'").awaits(" icanon");
      awaitNone("sleep 5432");
    }
  }

  @Test
  void aServerThatDiesIsSaidToHave(@TempDir Path directory) throws Exception {
    try (TestPlatform other = new TestPlatform()) {
      TestApp app = new TestApp(directory, "shop");
      other.deploy(app).ok();
      Process np = other.start(Redirect.PIPE, Redirect.PIPE, "run", "shop", "--", "sleep", "6543");
      awaitSome("sleep 6543");

      other.kill(Program.SERVER);

      assertThat(np.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(np.exitValue()).isEqualTo(125);
      assertThat(new String(np.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("the connection to the server was lost");
      awaitNone("sleep 6543");
      other.startAlone(Program.SERVER);
    }
  }

  /** Processes whose command line ends like this: those of the app, and not np itself. */
  private static long count(String end) {
    return ProcessHandle.allProcesses()
        .filter(each -> !each.info().command().orElse("").endsWith("/java"))
        .filter(each -> each.info().commandLine().orElse("").endsWith(end))
        .count();
  }

  private static void awaitSome(String end) {
    await().atMost(TestPlatform.PATIENCE).until(() -> count(end) > 0);
  }

  private static void awaitNone(String end) {
    await().atMost(TestPlatform.PATIENCE).until(() -> count(end) == 0);
  }
}
