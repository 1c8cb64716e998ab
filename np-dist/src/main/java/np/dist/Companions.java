package np.dist;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts node and edge again when they have died, where no systemd does. Each is watched by a
 * thread that sleeps until the kernel says that the process has ended.
 */
final class Companions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Companions.class);
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final List<Thread> threads;

  private Companions(List<Thread> threads) {
    this.threads = threads;
  }

  /** Watches nothing: somebody else does. */
  static Companions none() {
    return new Companions(List.of());
  }

  static Companions watch(ProgramStarter starter, Home home) {
    List<Thread> threads =
        Stream.of(Program.NODE, Program.EDGE)
            .map(program -> thread(program, () -> watch(starter, home, program)))
            .toList();
    threads.forEach(Thread::start);
    return new Companions(threads);
  }

  private static Thread thread(Program program, Runnable watch) {
    return Thread.ofVirtual().name("watch-" + program.word()).unstarted(watch);
  }

  private static void watch(ProgramStarter starter, Home home, Program program) {
    try {
      while (true) {
        Optional<RunningProgram> running = RunningProgram.find(home.lock(program));
        if (running.isPresent()) {
          running.get().awaitExit();
        }
        Thread.sleep(BREATH);
        startAgain(starter, program);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void startAgain(ProgramStarter starter, Program program) {
    try {
      starter.ensure(program);
      starter.awaitReady(program);
      LOG.info("runs program={}", program.word());
    } catch (NpException e) {
      LOG.warn("cannot start program={} why={}", program.word(), e.getMessage());
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
