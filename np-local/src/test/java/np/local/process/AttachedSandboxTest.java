package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import np.model.Exit;
import np.testkit.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedSandboxTest extends AttachedContract {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    Needs.program("setpriv", "util-linux");
    bench = new Bench(home.resolve("np"), Tools.SYSTEM);
  }

  @Override
  Bench bench() {
    return bench;
  }

  @Test
  void nothingIsTypedIntoATerminalButByThePerson() throws Exception {
    Needs.program("python3", "python3-minimal");
    String script =
        """
        import fcntl
        for name, call in (('sti', 0x5412), ('linux', 0x541c)):
          try:
            fcntl.ioctl(0, call, b'x')
            print(name, 'typed')
          except OSError as e:
            print(name, e.errno)
        """;
    try (Typist typist = run("/usr/bin/python3 -c \"" + script + "\"", XTERM)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(0));
      assertThat(typist.shown()).isEqualTo("sti 1\r\nlinux 1\r\n");
    }
  }

  @Test
  void itHasTheRightsOfEveryOtherInstance() throws Exception {
    String line =
        "grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status; id -u; ls /;"
            + " ls -m /dev/pts; ls -m /proc/self/fd; cat /proc/self/cgroup";
    try (Typist typist = run(line, XTERM)) {
      assertThat(typist.end()).isEqualTo(new Exit.Code(0));
      assertThat(typist.shown())
          .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
          .contains("Seccomp:\t2", "0, ptmx\r\n0, 1, 2, 3\r\n")
          .doesNotContain("srv");
    }
  }

  @Test
  void itIsUnderTheLimitsOfItsGroup() throws Exception {
    Launch launch = bench.shell("echo up; exec sleep 76").launch();
    Attached attached = bench.launcher.attach(launch, NONE);
    try (Typist typist = new Typist(attached)) {
      typist.awaits("up");
      assertThat(bench.platform.groups().find(launch.id()).orElseThrow().processes())
          .hasSize(3)
          .contains(attached.running().ref().pid());
    }
  }

  @Test
  void whatADeadNodeLeftBesideAnInstanceIsEnded() throws Exception {
    Launch launch = bench.shell("echo up; exec sleep 78").launch();
    Running host = bench.launcher.start(launch);
    await().until(() -> bench.output(launch).startsWith("up"));
    Launch beside = bench.shell("trap '' HUP; echo up; while :; do sleep 1; done").launch();
    Attached left = bench.launcher.attachBeside(host, beside, XTERM);
    try (Typist typist = new Typist(left).awaits("up")) {
      assertThat(bench.newLauncher().adopt(launch, host.ref())).isPresent();

      assertThat(typist.end()).isEqualTo(new Exit.Signalled(9));
      assertThat(host.exit()).isEmpty();
    }
  }

  @Test
  void secretsAreInNoCommandLine() throws Exception {
    Launch launch =
        bench
            .shell("echo \"$CANARY\"; exec sleep 77")
            .secret("CANARY", "tty-s3cr3t-canary")
            .launch();
    try (Typist typist = new Typist(bench.launcher.attach(launch, XTERM))) {
      typist.awaits("tty-s3cr3t-canary");
      ProcFs proc = new ProcFs(Path.of("/proc"));
      assertThat(proc.processes())
          .allSatisfy(
              pid ->
                  assertThat(proc.read(pid + "/cmdline").orElse(""))
                      .doesNotContain("tty-s3cr3t-canary"));
    }
  }

  @Test
  void aSandboxThatDoesNotComeUpIsSaid() throws Exception {
    Path artifact = bench.artifact(Bench.APP);
    java.nio.file.Files.delete(artifact);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> run("true", NONE))
        .hasMessageContaining("could not be started")
        .hasMessageContaining(artifact.toString());
  }
}
