package np.dist;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import np.cli.host.Platform;
import np.cli.host.PlatformLogs;
import np.cli.host.PlatformOptions;
import np.cli.host.PlatformProgress;
import np.cli.host.PlatformStatus;

/** The three programs of one home on this machine. */
final class LocalPlatform implements Platform {
  private final Home home;
  private final Distribution distribution;
  private final ConfigSource configs;
  private final ProgramStarter starter;
  private final Programs programs;

  LocalPlatform(Home home, Distribution distribution, ConfigSource configs) {
    this.home = home;
    this.distribution = distribution;
    this.configs = configs;
    this.starter = new ProgramStarter(distribution, home);
    this.programs = new Programs(home, starter);
  }

  @Override
  public Started ensureRunning(PlatformProgress progress) {
    return start(PlatformOptions.DEFAULT, progress);
  }

  @Override
  public Started start(PlatformOptions options, PlatformProgress progress) {
    boolean fresh = RunningProgram.find(home.ready(Program.SERVER)).isEmpty();
    if (fresh) {
      DiskRoom.check(home.root());
    }
    HomeDirectories.make(home);
    PlatformConfig before = ConfigSource.ofProgram(home).current();
    PlatformConfig config = configs.settle(options);
    if (!fresh && !config.equals(before)) {
      replaceForChange(progress);
    }
    for (Program program : Program.values()) {
      starter.ensure(program);
    }
    for (Program program : Program.values()) {
      starter.awaitReady(program);
    }
    if (options.foreground() == PlatformOptions.Foreground.YES) {
      progress.say("np runs until you press Ctrl-C");
      stayUntilInterrupted();
    }
    return new Started(
        URI.create(config.apiUrl()),
        fresh,
        home.root().toString(),
        config.edgeUrl(),
        config.databases());
  }

  /** A running platform that is started with other settings gets them now, not some day. */
  private void replaceForChange(PlatformProgress progress) {
    progress.say("the settings have changed: np server starts again, np edge hands over");
    progress.say("apps keep running and get their new addresses at once");
    stop(Program.SERVER, progress);
    programs.replace(Program.EDGE); // before the server, which then finds the new addresses
  }

  @Override
  public void stop(Apps apps, PlatformProgress progress) {
    switch (apps) {
      case KEEP -> {
        stop(List.of(Program.SERVER, Program.EDGE, Program.NODE), progress);
        new ControlDatabase(home, distribution).stop();
      }
      case STOP -> stopEverything(progress);
    }
  }

  /** The server first: it would start the others again. The node last: it stops the databases. */
  private void stopEverything(PlatformProgress progress) {
    NodeShutdown node = new NodeShutdown(home, starter, configs.current().apiPort());
    node.awaitNode(progress);
    progress.say("stopping the apps");
    node.stopWorkloads();
    stop(List.of(Program.SERVER, Program.EDGE), progress);
    node.stopDatabases();
    stop(List.of(Program.NODE), progress);
    new ControlDatabase(home, distribution).stop();
    node.dismantle();
  }

  @Override
  public PlatformStatus status() {
    PlatformConfig config = configs.current();
    List<PlatformStatus.Program> states = new ArrayList<>();
    for (Program program : List.of(Program.SERVER, Program.NODE, Program.EDGE)) {
      states.add(look(program));
    }
    states.add(new ControlDatabase(home, distribution).look());
    boolean serves = RunningProgram.find(home.ready(Program.SERVER)).isPresent();
    boolean carries = RunningProgram.find(home.ready(Program.EDGE)).isPresent();
    return new PlatformStatus(
        home.root().toString(),
        serves ? config.apiUrl() : "",
        carries ? config.edgeUrl() : "",
        carries ? config.databases() : "",
        config.domain(),
        states);
  }

  @Override
  public void logs(PlatformLogs query, Consumer<String> sink) {
    new ProgramLogs(home).show(query, sink);
  }

  @Override
  public void upgrade(PlatformProgress progress) {
    for (Program program : List.of(Program.NODE, Program.EDGE, Program.SERVER)) {
      programs.replace(program);
      progress.say("np " + program.word() + " runs with the new version");
    }
    if (!RunningProgram.findAll(home.leaving(Program.EDGE)).isEmpty()) {
      progress.say("the np edge before ends its open connections, which takes 30 s at most");
    }
  }

  @Override
  public List<UnitFile> units(PlatformOptions options) {
    return new SystemdUnits(distribution, home).files();
  }

  @Override
  public List<String> installUnits(PlatformOptions options) {
    configs.settle(options);
    return new SystemdInstaller(new SystemdUnits(distribution, home)).install();
  }

  private PlatformStatus.Program look(Program program) {
    Optional<RunningProgram> running = RunningProgram.find(home.lock(program));
    boolean ready = RunningProgram.find(home.ready(program)).isPresent();
    String state = running.isEmpty() ? "stopped" : ready ? "running" : "starting";
    String version = running.map(RunningProgram::version).orElse("");
    String why =
        switch (state) {
          case "running" -> whyOther(version);
          case "starting" -> "it is not ready yet; np server logs " + program.word();
          default -> "it does not run; start it with np server start";
        };
    return new PlatformStatus.Program(
        program.word(),
        state,
        running.map(RunningProgram::pid).orElse(0L),
        running.flatMap(RunningProgram::since),
        version,
        why);
  }

  /** A program that was left behind by an upgrade. */
  private static String whyOther(String version) {
    String own = Version.current().version();
    return version.equals(own) ? "" : "this np is " + own + "; np server upgrade replaces it";
  }

  private void stop(List<Program> order, PlatformProgress progress) {
    order.forEach(programs::ask);
    order.forEach(program -> stop(program, progress));
  }

  private void stop(Program program, PlatformProgress progress) {
    if (programs.isRunning(program)) {
      progress.say("stopping np " + program.word());
      programs.stop(program);
    }
  }

  private static void stayUntilInterrupted() {
    try {
      Thread.sleep(Duration.ofDays(36_500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
