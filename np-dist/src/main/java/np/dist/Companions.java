package np.dist;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  private final ProgramStarter starter;
  private final Home home;
  private final List<Thread> threads;

  private Companions(ProgramStarter starter, Home home) {
    this.starter = starter;
    this.home = home;
    this.threads =
        List.of(
            Thread.ofVirtual().name("watch-node").unstarted(() -> watch(Program.NODE)),
            Thread.ofVirtual().name("watch-edge").unstarted(() -> watch(Program.EDGE)));
  }

  static Companions watch(ProgramStarter starter, Home home) {
    Companions companions = new Companions(starter, home);
    companions.threads.forEach(Thread::start);
    return companions;
  }

  private void watch(Program program) {
    try {
      while (true) {
        Optional<RunningProgram> running = RunningProgram.find(home.lock(program));
        if (running.isPresent()) {
          running.get().awaitExit();
        }
        Thread.sleep(BREATH);
        startAgain(program);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void startAgain(Program program) {
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
