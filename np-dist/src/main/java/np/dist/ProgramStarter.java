package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import np.dist.ProgramContext.Keeper;
import np.model.ErrorCode;
import np.model.NpException;

/** Starts the programs so that they outlive whoever started them, each writing to its own log. */
final class ProgramStarter {
  /** Tells a program that another process has its place and will make way. */
  static final String SUCCESSOR = "--succeed";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SUCCESSION_PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 5_000_000;
  private static final int LOG_LINES = 15;

  private final Distribution distribution;
  private final Home home;

  ProgramStarter(Distribution distribution, Home home) {
    this.distribution = distribution;
    this.home = home;
  }

  /** Starts the program unless it runs; returns at once. */
  void ensure(Program program) {
    if (RunningProgram.find(home.lock(program)).isEmpty()) {
      var _ = start(program, Keeper.NP, List.of());
    }
  }

  /**
   * Waits until the program is ready to serve.
   *
   * @throws NpException.Unavailable with the end of its log when it ended or took too long
   */
  RunningProgram awaitReady(Program program) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long mayBeAbsentUntil = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < end) {
      Optional<RunningProgram> ready = RunningProgram.find(home.ready(program));
      if (ready.isPresent()) {
        return ready.get();
      }
      boolean gone = RunningProgram.find(home.lock(program)).isEmpty();
      if (gone && System.nanoTime() > mayBeAbsentUntil) {
        throw failed(program, "ended while it started");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    throw failed(program, "is not ready after " + PATIENCE.toSeconds() + " s");
  }

  /**
   * Starts another process of a program that runs, which takes its place without a gap; returns
   * when it serves.
   *
   * @param keeper who starts it again when it dies; the same as of the one that runs
   * @throws NpException.Unavailable when it ends or takes too long; the old one goes on then
   */
  void succeed(Program program, Keeper keeper) {
    Process successor = start(program, keeper, List.of(SUCCESSOR));
    long end = System.nanoTime() + SUCCESSION_PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (isReady(program, successor)) {
        return;
      } else if (!successor.isAlive()) {
        throw failed(program, "ended before it could take the place of the running one");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    throw failed(program, "has not taken the place of the running one");
  }

  private boolean isReady(Program program, Process process) {
    return RunningProgram.find(home.ready(program))
        .filter(ready -> ready.pid() == process.pid())
        .isPresent();
  }

  private Process start(Program program, Keeper keeper, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.addAll(SignalDispositions.reset());
    command.add("setsid"); // a session of its own: Ctrl-C in the terminal is not for it
    if (keeper == Keeper.NP) {
      command.addAll(Niceness.prefix(program)); // systemd has it from the unit
    }
    command.addAll(distribution.command(program, home));
    command.addAll(flags);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(home.root().toFile());
      switch (keeper) {
        case NP -> detach(program, builder);
        case SYSTEMD -> builder.command().add(SystemdUnits.UNIT);
      }
      return builder.start();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "np " + program.word() + " cannot be started: " + e.getMessage(),
          "check " + home.root() + " and that setsid (util-linux) is installed",
          e);
    }
  }

  /** Nothing of whoever starts it is left to it. */
  private void detach(Program program, ProcessBuilder builder) throws IOException {
    Path log = home.log(program);
    Files.createDirectories(log.getParent());
    ProgramEnvironment.reduce(builder.environment());
    builder
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private NpException failed(Program program, String how) {
    List<String> lines = LogTail.last(home.log(program), LOG_LINES);
    String end = lines.isEmpty() ? "" : "; its log ends with:\n  " + String.join("\n  ", lines);
    return new NpException.Unavailable(
        ErrorCode.START_FAILED,
        "np " + program.word() + " " + how + end,
        "the whole log is " + home.log(program));
  }
}
