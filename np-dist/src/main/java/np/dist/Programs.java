package np.dist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.dist.ProgramContext.Keeper;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * The programs of one home as processes: ends and replaces them, by systemd where it keeps them.
 */
final class Programs {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);

  private final Home home;
  private final ProgramStarter starter;

  Programs(Home home, ProgramStarter starter) {
    this.home = home;
    this.starter = starter;
  }

  /** Every process of the program: the one that is it, one that will be, and those that leave. */
  private List<RunningProgram> processes(Program program) {
    List<RunningProgram> all = new ArrayList<>();
    RunningProgram.find(home.lock(program)).ifPresent(all::add);
    RunningProgram.find(home.claim(program)).ifPresent(all::add);
    all.addAll(RunningProgram.findAll(home.leaving(program)));
    return all.stream().distinct().toList();
  }

  boolean isRunning(Program program) {
    return !processes(program).isEmpty();
  }

  /** Asks it to stop; returns at once. */
  void ask(Program program) {
    processes(program).stream()
        .filter(process -> process.keeper() == Keeper.NP)
        .forEach(RunningProgram::ask);
  }

  /** Returns when no process of it is there. */
  void stop(Program program) {
    try {
      for (RunningProgram process : processes(program)) {
        if (process.keeper() == Keeper.SYSTEMD) {
          Systemd.control("stop", unit(program)); // otherwise it would start again
        }
        process.stop(STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.TIMED_OUT,
          "np " + program.word() + " may still be stopping",
          "look with np server status",
          e);
    }
  }

  /**
   * Has another process of it, with the present version and settings: of the edge without a moment
   * in which nobody listens, of the others after the old one has ended.
   */
  void replace(Program program) {
    Optional<RunningProgram> running = RunningProgram.find(home.lock(program));
    boolean handsOver = program == Program.EDGE && running.isPresent();
    switch (running.map(RunningProgram::keeper).orElse(Keeper.NP)) {
      case SYSTEMD -> Systemd.control(handsOver ? "reload" : "restart", unit(program));
      case NP -> {
        if (handsOver) {
          starter.succeed(program, Keeper.NP);
        } else {
          stop(program);
          starter.ensure(program);
        }
      }
    }
    starter.awaitReady(program);
  }

  private static String unit(Program program) {
    return SystemdUnits.name(program);
  }
}
