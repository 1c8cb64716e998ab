package np.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import np.cli.fixture.CliFixture;
import np.cli.fixture.FakeTerminal;
import np.cli.fixture.ScriptedApi;
import np.cli.fixture.SessionApi;
import np.cli.host.Tty;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.StopPolicy;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.SessionOutput.Stream;
import np.spi.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedCommandTest {
  @TempDir private Path root;
  private CliFixture cli;
  private final FakeTerminal terminal = new FakeTerminal();

  @BeforeEach
  void make() throws Exception {
    cli = new CliFixture(root).terminal(terminal);
  }

  private interface Use {
    void use() throws Exception;
  }

  private void against(SessionApi.Script script, Use use) throws Exception {
    try (SessionApi api = SessionApi.start(script)) {
      cli.local(api.url());
      use.use();
      api.await();
      assertThat(api.heads().getFirst())
          .contains("Authorization: Bearer np_local\r\n", "Connection: Upgrade\r\n");
    }
    assertThat(terminal.isLeftAlone()).isTrue();
  }

  private CliFixture sitting(int columns, int rows) {
    Tty tty = new Tty(true, true, true, () -> new Tty.Size(columns, rows), StandardCharsets.UTF_8);
    return cli.tty(tty).env("TERM", "xterm-256color");
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @Test
  void bytesArePassedOnAsTheyAre() throws Exception {
    byte[] bytes = random(3 * Session.MOST_DATA);
    against(
        peer -> {
          JsonObject order = peer.begin();
          assertThat(order.texts("command")).containsExactly("tar", "c", ".");
          assertThat(order.object("terminal")).isEmpty();
          for (int from = 0; from < bytes.length; from += Session.MOST_DATA) {
            byte[] piece = new byte[Session.MOST_DATA];
            System.arraycopy(bytes, from, piece, 0, piece.length);
            peer.write(Stream.STDOUT, piece);
          }
          peer.write(Stream.STDERR, "a word\n".getBytes(StandardCharsets.UTF_8));
          peer.exit(7, "exited with 7");
        },
        () -> {
          CliFixture.Bytes run = cli.runForBytes("run", "shop", "--", "tar", "c", ".");
          assertThat(run.exit()).isEqualTo(7);
          assertThat(run.out()).isEqualTo(bytes);
          assertThat(run.err()).isEqualTo("a word\n");
        });
  }

  @Test
  void inputIsSentToItsEnd() throws Exception {
    cli.input("select 1;\n");
    against(
        peer -> {
          peer.begin();
          assertThat(peer.read(10)).isEqualTo("select 1;\n".getBytes(StandardCharsets.UTF_8));
          assertThat(peer.receive()).isEqualTo(new SessionInput.End());
          peer.exit(0, "exited with 0");
        },
        () -> assertThat(cli.run("exec", "shop", "-p", "web.2", "--", "psql").exit()).isZero());
  }

  @Test
  void noMoreIsSentThanTheCommandHasRoomFor() throws Exception {
    int step = Session.MOST_DATA;
    byte[] input = random(Session.WINDOW + 2 * step);
    cli.input(new java.io.ByteArrayInputStream(input));
    against(
        peer -> {
          peer.begin();
          peer.read(Session.WINDOW);
          peer.send(new SessionOutput.WindowAdjust(step));
          peer.read(step);
          peer.send(new SessionOutput.WindowAdjust(step - 1));
          peer.ping("nothing but the answer comes");
          peer.send(new SessionOutput.WindowAdjust(1));
          peer.read(step);
          assertThat(peer.receive()).isEqualTo(new SessionInput.End());
          peer.exit(0, "exited with 0");
        },
        () -> assertThat(cli.run("run", "shop", "--", "cat").exit()).isZero());
  }

  @Test
  void whatWasShownMakesRoomForMore() throws Exception {
    cli.input(new PipedInputStream(new PipedOutputStream()));
    against(
        peer -> {
          peer.begin();
          int granted = 0;
          for (int sent = 0; sent < Session.WINDOW; sent += Session.MOST_DATA) {
            peer.write(Stream.STDOUT, new byte[Session.MOST_DATA]);
          }
          while (granted < Session.WINDOW) {
            granted += ((SessionInput.WindowAdjust) peer.receive()).bytes();
          }
          peer.exit(0, "exited with 0");
        },
        () ->
            assertThat(cli.runForBytes("run", "shop", "--", "yes").out()).hasSize(Session.WINDOW));
  }

  @Test
  void whoSitsAtATerminalGetsOne() throws Exception {
    sitting(132, 43).input("");
    against(
        peer -> {
          JsonObject wanted = peer.begin().object("terminal").orElseThrow();
          assertThat(wanted.text("type")).isEqualTo("xterm-256color");
          assertThat(wanted.whole("columns")).isEqualTo(132);
          assertThat(wanted.whole("rows")).isEqualTo(43);
          peer.write("\u001b[31mred\u001b[0m\r\n");
          peer.read(1);
          terminal.resize();
          assertThat(peer.receive()).isEqualTo(new SessionInput.Resize(new Terminal.Size(132, 43)));
          assertThat(terminal.history()).containsExactly("raw");
          peer.exit(0, "exited with 0");
        },
        () -> {
          CliFixture.Run run = cli.run("run", "shop", "--", "bash");
          assertThat(run.out()).isEqualTo("\u001b[31mred\u001b[0m\r\n");
        });
    assertThat(terminal.history()).containsExactly("raw", "restored");
  }

  @Test
  void theTerminalIsPutBackHoweverItEnds() throws Exception {
    sitting(80, 24).input("");
    against(
        peer -> {
          peer.begin();
          peer.hangUp();
        },
        () -> {
          CliFixture.Run run = cli.run("run", "shop", "--", "bash");
          assertThat(run.exit()).isEqualTo(125);
          assertThat(run.err()).contains("connection to the server was lost", "NP0601");
        });
    assertThat(terminal.history()).containsExactly("raw", "restored");
  }

  @Test
  void aTerminalCanBeHadAndRefused() throws Exception {
    cli.input("ls\n");
    against(
        peer -> {
          JsonObject wanted = peer.begin().object("terminal").orElseThrow();
          assertThat(wanted.text("type")).isEqualTo("dumb");
          assertThat(peer.read(3)).isEqualTo("ls\n".getBytes(StandardCharsets.UTF_8));
          assertThat(peer.read(1)).containsExactly(4);
          peer.exit(0, "exited with 0");
        },
        () -> assertThat(cli.run("run", "shop", "-t", "--", "bash").exit()).isZero());
    assertThat(terminal.history()).isEmpty();
    sitting(80, 24).input("");
    against(
        peer -> {
          assertThat(peer.begin().object("terminal")).isEmpty();
          peer.exit(0, "exited with 0");
        },
        () -> assertThat(cli.run("run", "shop", "-T", "--", "ls").exit()).isZero());
    assertThat(terminal.history()).isEmpty();
  }

  @Test
  void whatAProgramWritesIsHarmlessOnATerminalThatItDoesNotHave() throws Exception {
    sitting(80, 24).input("");
    SessionApi.Script script =
        peer -> {
          peer.begin();
          byte[] euro = "é€".getBytes(StandardCharsets.UTF_8);
          peer.write("tab\t\u001b]0;title\u0007\n");
          peer.write(Stream.STDOUT, new byte[] {euro[0]});
          peer.write(Stream.STDOUT, new byte[] {euro[1], euro[2], euro[3]});
          peer.write(Stream.STDOUT, new byte[] {euro[4], (byte) 0xff, '\n'});
          peer.write(Stream.STDERR, "\u001b[2J".getBytes(StandardCharsets.UTF_8));
          peer.exit(0, "exited with 0");
        };
    against(
        script,
        () -> {
          CliFixture.Run run = cli.run("run", "shop", "-T", "--", "x");
          assertThat(run.out()).isEqualTo("tab\t\\u001b]0;title\\u0007\né€\ufffd\n");
          assertThat(run.err()).isEqualTo("\\u001b[2J");
        });
    against(
        script,
        () ->
            assertThat(cli.run("run", "shop", "-T", "--raw", "--", "x").out())
                .startsWith("tab\t\u001b]0;title\u0007\n"));
  }

  @Test
  void ctrlCIsTheCommandsAndTheSecondOneLeaves() throws Exception {
    cli.input(new PipedInputStream(new PipedOutputStream()));
    against(
        peer -> {
          peer.begin();
          peer.ping("so that it listens");
          terminal.interrupt();
          assertThat(peer.receive()).isEqualTo(new SessionInput.Signal(StopPolicy.Signal.SIGINT));
          terminal.interrupt();
          peer.awaitClose();
        },
        () -> assertThat(cli.run("run", "shop", "--", "sleep", "9").exit()).isEqualTo(130));
  }

  @Test
  void aCommandThatHeedsCtrlCEndsInItsOwnWay() throws Exception {
    cli.input(new PipedInputStream(new PipedOutputStream()));
    against(
        peer -> {
          peer.begin();
          peer.ping("so that it listens");
          terminal.interrupt();
          peer.receive();
          peer.write("cleaned up\n");
          peer.exit(3, "exited with 3");
        },
        () -> {
          CliFixture.Run run = cli.run("run", "shop", "--", "x");
          assertThat(run.exit()).isEqualTo(3);
          assertThat(run.out()).isEqualTo("cleaned up\n");
        });
  }

  @Test
  void aScriptGetsLinesAndTheExitAsJson() throws Exception {
    against(
        peer -> {
          peer.begin();
          peer.write("one\ntw");
          peer.write("o\nrest");
          peer.write(Stream.STDERR, "\u001b[1m\n".getBytes(StandardCharsets.UTF_8));
          peer.exit(137, "was killed by signal 9");
        },
        () -> {
          CliFixture.Run run = cli.run("run", "shop", "--json", "--", "x");
          List<String> lines = run.out().lines().toList();
          assertThat(run.exit()).isEqualTo(137);
          assertThat(lines)
              .contains(
                  "{\"schema\":\"np.log/1\",\"ts\":\"2026-11-21T12:00:00Z\",\"source\":\"run\","
                      + "\"instance\":\"run-1\",\"stream\":\"stdout\",\"text\":\"two\"}")
              .anySatisfy(line -> assertThat(line).contains("\"text\":\"rest\""))
              .anySatisfy(line -> assertThat(line).contains("\"stream\":\"stderr\""));
          assertThat(lines.getLast())
              .isEqualTo(
                  "{\"schema\":\"np.exit/1\",\"code\":137,\"why\":\"was killed by signal 9\"}");
          assertThat(run.out()).doesNotContain("\u001b");
          assertThat(run.err()).contains("was killed by signal 9");
        });
  }

  @Test
  void messagesMayComeInPieces() throws Exception {
    cli.input(new PipedInputStream(new PipedOutputStream()));
    against(
        peer -> {
          peer.begin();
          peer.writeInPieces("in several pieces");
          peer.exit(0, "exited with 0");
        },
        () -> assertThat(cli.run("run", "shop", "--", "x").out()).isEqualTo("in several pieces"));
  }

  @Test
  void npsOwnFailureIs125() throws Exception {
    String problem =
        "{\"type\":\"/problems/NP0405\",\"title\":\"no such instance\",\"status\":404,"
            + "\"code\":\"NP0405\",\"detail\":\"shop has no running instance web.9\","
            + "\"hint\":\"np status shop shows them\",\"exit\":5,\"diagnostics\":[]}";
    against(
        peer -> {
          peer.order();
          peer.say(problem);
          peer.awaitLeave();
        },
        () -> {
          CliFixture.Run run = cli.run("exec", "shop", "-p", "web.9", "--", "x");
          assertThat(run.exit()).isEqualTo(125);
          assertThat(run.err()).contains("no running instance web.9", "np status shop shows them");
        });
    against(
        peer -> {
          peer.begin();
          peer.say(problem.replace("NP0405", "NP0301"));
          peer.awaitLeave();
        },
        () -> assertThat(cli.run("run", "shop", "--", "x").exit()).isEqualTo(125));
    try (ScriptedApi api = ScriptedApi.start()) {
      api.onAll(ScriptedApi.problem(ErrorCode.NO_APP, "there is no app shpo", "np apps list"));
      cli.local(api.url());
      CliFixture.Run run = cli.run("run", "shpo", "--json", "--", "x");
      assertThat(run.exit()).isEqualTo(125);
      assertThat(run.out()).contains("\"code\":\"NP0401\"", "\"exit\":125");
    }
  }

  @Test
  void aServerThatSpeaksSomethingElseIsRefused() throws Exception {
    try (ScriptedApi api = ScriptedApi.start()) {
      api.onAll(ScriptedApi.json(200, "{}"));
      cli.local(api.url());
      assertThat(cli.run("run", "shop", "--", "x").exit()).isEqualTo(125);
    }
  }

  @Test
  void aDetachedCommandIsStartedAndLeftAlone() throws Exception {
    try (ScriptedApi api = ScriptedApi.start()) {
      String started = "{\"schema\":\"np.run/1\",\"instance\":\"run-dabcdefghijkmnpq\"}";
      api.on(
          "POST /v1/apps/shop/run", ScriptedApi.events(ScriptedApi.event("", "started", started)));
      cli.local(api.url());

      assertThat(cli.run("run", "shop", "--detach", "--", "job").out())
          .isEqualTo("Started run-dabcdefghijkmnpq   np logs shop -f -p run-dabcdefghijkmnpq\n");
      assertThat(cli.run("run", "shop", "--detach", "--json", "--", "job").out())
          .isEqualTo(started + "\n");
      assertThat(api.requests().getFirst().body()).contains("\"command\":[\"job\"]");
    }
  }

  @Test
  void wishesThatExcludeEachOtherAreRefused() {
    assertThat(cli.run("run", "shop", "-t", "-T", "--", "x").exit()).isEqualTo(2);
    assertThat(cli.run("run", "shop", "-t", "--json", "--", "x").exit()).isEqualTo(2);
    assertThat(cli.run("run", "shop", "-t", "--detach", "--", "x").err())
        .contains("--tty and --detach exclude each other");
    assertThat(cli.run("exec", "shop", "--detach", "--", "x").exit()).isEqualTo(2);
    assertThat(cli.run("run", "shop").err()).contains("It stands behind --");
  }
}
