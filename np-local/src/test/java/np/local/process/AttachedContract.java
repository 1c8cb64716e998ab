package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import np.model.Digest;
import np.model.Exit;
import np.model.StopPolicy;
import np.spi.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is true of processes whose streams np holds, in a sandbox and without. */
abstract class AttachedContract {
  static final Optional<Terminal> NONE = Optional.empty();
  static final Optional<Terminal> XTERM =
      Optional.of(new Terminal("xterm", new Terminal.Size(111, 33)));
  private static final int MEGABYTE = 1 << 20;
  private static final int MEGABYTES = 50;

  abstract Bench bench();

  @AfterEach
  void close() throws Exception {
    bench().close();
  }

  Typist run(String line, Optional<Terminal> terminal) {
    return new Typist(bench().launcher.attach(bench().shell(line).launch(), terminal));
  }

  @Test
  void fiftyMegabytesGoThroughPipesAsTheyAre() throws Exception {
    try (Attached cat = bench().launcher.attach(bench().shell("exec cat").launch(), NONE)) {
      MessageDigest sent = Digest.sha256();
      Thread writer = Thread.ofPlatform().start(() -> pour(cat.input(), sent));
      String received = digest(cat.output());
      writer.join();
      assertThat(received).isEqualTo(HexFormat.of().formatHex(sent.digest()));
      assertThat(cat.running().awaitExit()).isEqualTo(new Exit.Code(0));
    }
  }

  private static void pour(OutputStream out, MessageDigest digest) {
    Random random = new Random(7);
    byte[] block = new byte[MEGABYTE];
    try (out) {
      for (int i = 0; i < MEGABYTES; i++) {
        random.nextBytes(block);
        digest.update(block);
        out.write(block);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String digest(InputStream in) throws IOException {
    MessageDigest digest = Digest.sha256();
    byte[] buffer = new byte[MEGABYTE];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
      total += count;
    }
    assertThat(total).isEqualTo((long) MEGABYTES * MEGABYTE);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void bothStreamsAndTheExitCodeArrive() throws Exception {
    Attached attached =
        bench()
            .launcher
            .attach(bench().shell("read a; echo \"out $a\"; echo err >&2; exit 42").launch(), NONE);
    attached.input().write("first\nsecond\n".getBytes(StandardCharsets.UTF_8));
    attached.input().flush();
    assertThat(text(attached.output())).isEqualTo("out first\n");
    assertThat(text(attached.errors())).isEqualTo("err\n");
    assertThat(attached.running().awaitExit()).isEqualTo(new Exit.Code(42));
    attached.close();
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aProgramThatIsNotThereIsSaidOnItsOwnStreams() throws Exception {
    try (Typist typist = run("exec no-such-program", NONE)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(127));
      assertThat(typist.shown()).contains("no-such-program: not found");
    }
    try (Typist typist = run("exec no-such-program", XTERM)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(127));
      assertThat(typist.shown()).contains("no-such-program: not found");
    }
  }

  @Test
  void aTerminalHasANameASizeAndAnOwner() throws Exception {
    String line = "tty; stty size; [ -O /dev/tty ]; stat -c %u $(tty); id -u; stty -a | grep iutf8";
    try (Typist typist = run(line, XTERM)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(0));
      String[] lines = typist.shown().split("\r\n", -1);
      assertThat(lines[0]).startsWith("/dev/pts/");
      assertThat(lines[1]).isEqualTo("33 111");
      assertThat(lines[2]).isEqualTo(lines[3]);
      assertThat(lines[4]).contains(" iutf8").doesNotContain("-iutf8");
    }
  }

  @Test
  void aNewSizeIsSeenAtOnce() throws Exception {
    Attached attached =
        bench()
            .launcher
            .attach(
                bench()
                    .shell("trap 'stty size' WINCH; echo on; while :; do sleep 0.05; done")
                    .launch(),
                XTERM);
    try (Typist typist = new Typist(attached)) {
      typist.awaits("on");
      attached.terminal().orElseThrow().resize(new Terminal.Size(90, 20));
      typist.awaits("20 90");
    }
  }

  @Test
  void aShellHasJobControl() throws Exception {
    try (Typist typist = run("exec bash --norc --noprofile -i", XTERM)) {
      typist.type("PS1=@; set +o history\n").awaits("@");
      typist.type("sleep 71\n").awaits("sleep 71");
      typist.type("\u001a").awaits("Stopped");
      typist.type("jobs; echo [$?]\n").awaits("[1]+  Stopped");
      typist.type("fg\n").awaits("fg\r\n").type("\u0003");
      typist.type("echo \"code=$?\"\n").awaits("code=130");
      typist.type("exit 9\n");
      assertThat(typist.end()).isEqualTo(new Exit.Code(9));
      assertThat(typist.shown()).doesNotContain("no job control");
    }
  }

  @Test
  void ctrlCEndsAProgramOnATerminal() throws Exception {
    try (Typist typist = run("echo up; exec sleep 72", XTERM)) {
      typist.awaits("up").type("\u0003");
      assertThat(typist.end()).isEqualTo(new Exit.Signalled(2));
    }
  }

  @Test
  void aSignalReachesTheProgramAndNotItsSandbox() throws Exception {
    String line = "trap 'echo asked; exit 5' INT; echo up; while :; do sleep 0.05; done";
    Attached attached = bench().launcher.attach(bench().shell(line).launch(), NONE);
    try (Typist typist = new Typist(attached)) {
      typist.awaits("up");
      attached.running().signal(StopPolicy.Signal.SIGINT);
      assertThat(typist.end()).isEqualTo(new Exit.Code(5));
      assertThat(typist.shown()).contains("asked");
    }
  }

  @Test
  void whatIsLeftBehindEndsWithTheCommand() throws Exception {
    String line = "(trap '' HUP; sleep 73) & echo gone";
    try (Typist typist = run(line, XTERM)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(0));
      assertThat(typist.shown()).contains("gone");
    }
  }

  private Running host(String line) {
    Launch launch = bench().shell(line).launch();
    Running host = bench().launcher.start(launch);
    await().until(() -> bench().output(launch).startsWith("up"));
    return host;
  }

  @Test
  void aTerminalBesideAnInstanceIsItsOwn() throws Exception {
    Running host = host("echo up; exec sleep 74");
    String line = "tty; stty size; exec bash --norc --noprofile -i";
    Attached attached = bench().launcher.attachBeside(host, bench().shell(line).launch(), XTERM);
    try (Typist typist = new Typist(attached)) {
      typist.awaits("33 111\r\n").type("kill -0 $$ && echo me=$?\n").awaits("me=0");
      assertThat(typist.shown()).startsWith("/dev/pts/").doesNotContain("no job control");
      typist.type("exit 3\n");
      assertThat(typist.end()).isEqualTo(new Exit.Code(3));
    }
    assertThat(host.exit()).isEmpty();
    host.kill();
    assertThat(host.awaitExit()).isEqualTo(new Exit.Signalled(9));
  }

  @Test
  void aSignalBesideAnInstanceLeavesTheInstanceAlone() throws Exception {
    Running host = host("echo up; exec sleep 75");
    String line = "trap 'exit 6' INT; echo up; while :; do sleep 0.05; done";
    Attached attached = bench().launcher.attachBeside(host, bench().shell(line).launch(), NONE);
    try (Typist typist = new Typist(attached)) {
      typist.awaits("up");
      attached.running().signal(StopPolicy.Signal.SIGINT);
      assertThat(typist.end()).isEqualTo(new Exit.Code(6));
    }
    assertThat(host.exit()).isEmpty();
    host.kill();
    assertThat(host.awaitExit()).isEqualTo(new Exit.Signalled(9));
  }
}
