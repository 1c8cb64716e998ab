package np.dist;

import java.util.concurrent.CountDownLatch;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a program: seat, start, say that it is ready, wait for SIGTERM, close. */
final class ProgramRun {
  private static final Logger LOG = LoggerFactory.getLogger("np.program");

  private ProgramRun() {}

  /** Starts the parts of one program. */
  @FunctionalInterface
  interface Start {
    /** Returns what must be closed at the end, once everything serves and the seat is taken. */
    AutoCloseable start(ProgramContext context, ProgramSeat seat) throws InterruptedException;
  }

  /** Runs until asked to stop; returns the exit code. */
  static int of(Program program, ProgramContext context, Start start) {
    Home home = context.home();
    try {
      Niceness.takeEffect(program);
      HomeDirectories.make(home);
      ProgramSeat seat = seat(program, context);
      AutoCloseable parts = start.start(context, seat);
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    asked.countDown();
                    awaitQuietly(closed);
                  },
                  "stop"));
      RunningProgram.current().writeTo(home.ready(program));
      LOG.info("ready program={} home={}", program.word(), home.root());
      asked.await();
      LOG.info("stopping program={}", program.word());
      close(parts);
      close(seat);
      closed.countDown();
      return 0;
    } catch (NpException e) {
      LOG.error("{} {}; {}", e.code(), e.getMessage(), e.hint());
      return e.code().exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static ProgramSeat seat(Program program, ProgramContext context) {
    return switch (context.entry()) {
      case FREE -> ProgramSeat.take(context.home(), program);
      case SUCCESSOR -> ProgramSeat.claim(context.home(), program);
    };
  }

  private static void close(AutoCloseable parts) {
    try {
      parts.close();
    } catch (Exception e) { // the last thing that a program does
      LOG.error("not everything could be closed", e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
