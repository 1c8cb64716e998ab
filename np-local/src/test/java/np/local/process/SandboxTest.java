package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import np.model.ByteSize;
import np.model.Cpu;
import np.model.Exit;
import np.model.Resources;
import np.model.StopPolicy;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    Needs.program("setpriv", "util-linux");
    bench = new Bench(home.resolve("np"), Tools.SYSTEM);
  }

  @AfterEach
  void close() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void everyForbiddenCallIsRefused() throws Exception {
    Needs.program("python3", "python3-minimal");
    String script = Files.readString(Path.of("src/test/resources/np/local/process/forbidden.py"));
    Files.writeString(bench.artifact(Bench.APP).resolve("forbidden.py"), script);

    String answers = bench.run(bench.shell("/usr/bin/python3 forbidden.py").launch());

    List<String> wrong =
        answers.lines().filter(line -> !line.endsWith(" refused")).collect(Collectors.toList());
    assertThat(wrong).containsExactly("done");
    assertThat(answers.lines().count()).isGreaterThan(45);
  }

  @Test
  void aProcessHasNoRightsAndSeesOnlyItself() throws Exception {
    String answer =
        bench.run(
            bench
                .shell(
                    "grep -E '^(Cap|NoNew|Seccomp:)' /proc/self/status; id -u; id -G; whoami;"
                        + " ls / ; ls /proc | grep -c '^[0-9]'; hostname; ulimit -c;"
                        + " cat /proc/self/oom_score_adj; readlink /proc/self/fd/0")
                .launch());

    assertThat(answer)
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
        .contains("Seccomp:\t2", "\nshop\n", "\n500\n", "/dev/null")
        .doesNotContain("root\n", "work", "srv");
    assertThat(answer).containsPattern("\n[1-9][0-9]{5,}\n[1-9][0-9]{5,}\nshop\n");
  }

  @Test
  void theArtifactIsReadOnlyExceptInBuilds() throws Exception {
    String line = "touch /app/new && echo written; touch /tmp/a ~/b && echo own";
    assertThat(bench.run(bench.shell(line).launch())).contains("Read-only").contains("own");
    assertThat(bench.run(bench.shell(line).build().launch())).contains("written").contains("own");
    assertThat(bench.artifact(Bench.APP).resolve("new")).exists();
    assertThat(bench.layout.cache(Bench.APP).resolve("b")).exists();
  }

  @Test
  void theMachinesOwnFilesAreOutOfReach() throws Exception {
    String answer =
        bench.run(
            bench
                .shell(
                    "cat /etc/shadow; cat "
                        + home
                        + "/np/node/uids; ls /root /home /sys /var/lib;"
                        + " touch /usr/x /etc/x /x /np/bin/x; ls /etc/ssl/private; echo end")
                .launch());

    assertThat(answer).contains("end").doesNotContain("root:").doesNotContain("acme/shop");
    assertThat(answer.lines().filter(line -> line.contains("cannot")).count())
        .as(answer)
        .isEqualTo(7);
  }

  @Test
  void variablesAndSecretsArriveUnchangedAndAreInNoCommandLine() throws Exception {
    String odd = "a'b\"c\\d\n $(id) `id` é ☂ %s \t";
    Launch launch =
        bench
            .shell(
                "printf '%s|' \"$ODD\" \"$CANARY\" \"$PORT\" \"$HOME\" \"$TMPDIR\"; exec sleep 60")
            .plain("ODD", odd)
            .secret("CANARY", "s3cr3t-canary")
            .variable("PORT", "20123")
            .launch();
    Running running = bench.launcher.start(launch);

    await().until(() -> bench.output(launch).endsWith("/tmp|"));
    assertThat(bench.output(launch)).isEqualTo(odd + "|s3cr3t-canary|20123|/home/app|/tmp|");
    assertThat(commandLinesWith("s3cr3t-canary")).isZero();
    running.kill();
    assertThat(running.awaitExit()).isEqualTo(new Exit.Signalled(9));
  }

  @Test
  void aPreloadedLibraryTakesNoEffectInWhatBuildsTheSandbox() throws Exception {
    Launch launch = bench.shell("true").plain("LD_PRELOAD", "/app/absent.so").launch();
    // dash and true complain; setsid, bwrap and setpriv as root would have complained before.
    assertThat(bench.run(launch).lines().filter(line -> line.contains("absent.so")).count())
        .isEqualTo(1);
  }

  @Test
  void exitCodesAndSignalsAreTold() throws Exception {
    assertThat(bench.exit(bench.shell("exit 3").launch())).isEqualTo(new Exit.Code(3));
    assertThat(bench.exit(bench.shell("kill -11 $$").launch())).isEqualTo(new Exit.Signalled(11));
    assertThat(bench.exit(bench.shell("exec /nowhere").launch())).isEqualTo(new Exit.Code(127));
  }

  @Test
  void aSignalReachesEveryProcess() throws Exception {
    Launch launch =
        bench
            .shell(
                "(trap 'echo child; exit' TERM; sleep 60 & wait) & trap 'echo parent' TERM;"
                    + " echo ready; wait; wait; exit 7")
            .launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).contains("ready"));
    await().until(() -> sleepers(running) >= 1);
    running.signal(StopPolicy.Signal.SIGTERM);
    assertThat(running.awaitExit()).isEqualTo(new Exit.Code(7));
    assertThat(bench.output(launch)).contains("child").contains("parent");
  }

  @Test
  void nothingSurvivesAKill() throws Exception {
    Launch launch =
        bench.shell("setsid sleep 61 & (setsid nohup sleep 61 &) ; echo up; sleep 61").launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).contains("up"));
    running.kill();
    running.awaitExit();
    assertThat(commandLinesWith("sleep\0" + "61")).isZero();
  }

  @Test
  void tooMuchMemoryIsNamed() throws Exception {
    Needs.program("python3", "python3-minimal");
    Resources small = new Resources(new Cpu(1000), ByteSize.mebibytes(32), 64);
    Exit exit =
        bench.exit(
            bench
                .shell("exec /usr/bin/python3 -c \"a = bytearray(200_000_000); print(len(a))\"")
                .resources(small)
                .launch());
    assertThat(exit).isEqualTo(new Exit.OutOfMemory(ByteSize.mebibytes(32)));
  }

  @Test
  void aForkBombEndsAtItsLimit() throws Exception {
    Resources few = new Resources(new Cpu(1000), ByteSize.mebibytes(64), 20);
    Launch launch =
        bench
            .shell("for i in $(seq 100); do sleep 62 & done; echo all; wait")
            .resources(few)
            .launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).toLowerCase(Locale.ROOT).contains("fork"));
    running.kill();
    running.awaitExit();
    assertThat(commandLinesWith("sleep\0" + "62")).isZero();
  }

  @Test
  void listeningSocketsAndMemoryAreReported() throws Exception {
    Needs.program("python3", "python3-minimal");
    Launch launch =
        bench
            .shell(
                "exec /usr/bin/python3 -c \"import socket,time; s=socket.create_server(('127.0.0.1',0));"
                    + "t=socket.create_server(('::1',0),family=socket.AF_INET6);"
                    + "print(s.getsockname()[1],t.getsockname()[1],flush=True); time.sleep(60)\"")
            .launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).contains("\n"));
    String[] ports = bench.output(launch).strip().split(" ", -1);
    assertThat(running.listening())
        .containsExactlyInAnyOrder("127.0.0.1:" + ports[0], "[::1]:" + ports[1]);
    assertThat(running.memory().bytes()).isBetween(1L << 20, 64L << 20);
    running.kill();
  }

  @Test
  void aNewLauncherAdoptsWhatRuns() throws Exception {
    Launch launch = bench.shell("echo up; sleep 63").launch();
    Running first = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).contains("up"));
    ProcessLauncher other = bench.newLauncher();
    assertThat(other.adopt(launch, new ProcessRef(first.ref().pid(), 1))).isEmpty();
    Running adopted = other.adopt(launch, first.ref()).orElseThrow();
    assertThat(adopted.exit()).isEmpty();
    adopted.signal(StopPolicy.Signal.SIGTERM);
    assertThat(adopted.awaitExit()).isEqualTo(new Exit.Unknown());
    assertThat(first.awaitExit()).isEqualTo(new Exit.Signalled(15));
  }

  @Test
  void aCommandRunsBesideARunningProcess() throws Exception {
    Launch launch = bench.shell("echo x >/tmp/mark; exec sleep 64").plain("COLOUR", "red").launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> sleepers(running) >= 1);
    Launch beside =
        bench
            .shell(
                "cat /tmp/mark; ps -eo args | grep -c '[s]leep 64'; ps -eo args | grep -c '[s]urefire';"
                    + " grep Seccomp: /proc/self/status; id -un; echo $COLOUR")
            .plain("COLOUR", "blue")
            .launch();
    Running entered = bench.launcher.enter(running, beside);
    assertThat(entered.awaitExit()).isEqualTo(new Exit.Code(0));
    assertThat(bench.output(beside)).isEqualTo("x\n1\n0\nSeccomp:\t2\nshop\nblue\n");
    assertThat(running.exit()).isEmpty();
    running.kill();
  }

  @Test
  void sweepingEndsWhatNobodyWants() throws Exception {
    Launch launch = bench.shell("echo up; sleep 65").launch();
    Running running = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).contains("up"));
    ProcessLauncher other = bench.newLauncher();
    other.sweep(Set.of(launch.id()));
    assertThat(running.exit()).isEmpty();
    other.sweep(Set.of());
    assertThat(running.awaitExit()).isEqualTo(new Exit.Signalled(9));
    assertThat(bench.layout.instance(launch.id())).doesNotExist();
  }

  private static long sleepers(Running running) throws Exception {
    ProcFs proc = new ProcFs(Path.of("/proc"));
    return proc.processes().stream()
        .filter(pid -> proc.read(pid + "/comm").filter("sleep\n"::equals).isPresent())
        .filter(pid -> proc.session(pid) == running.ref().pid())
        .count();
  }

  /** How many processes have this in their command line; the lines themselves are not shown. */
  private static long commandLinesWith(String text) {
    ProcFs proc = new ProcFs(Path.of("/proc"));
    return proc.processes().stream()
        .filter(pid -> proc.read(pid + "/cmdline").orElse("").contains(text))
        .count();
  }
}
