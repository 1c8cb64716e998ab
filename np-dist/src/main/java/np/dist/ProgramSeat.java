package np.dist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import np.model.ErrorCode;
import np.model.NpException;
import org.jspecify.annotations.Nullable;

/**
 * The place of a program in a home: one process has it, and what the program keeps on disk is that
 * one's to write. A successor may claim it, and have it once the holder leaves. Both are locks on
 * files, which the kernel gives back however a process ends; the files say who it is.
 */
final class ProgramSeat implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private final Home home;
  private final Program program;
  private @Nullable FileChannel seat;
  private @Nullable FileChannel claim;

  private ProgramSeat(Home home, Program program) {
    this.home = home;
    this.program = program;
  }

  /**
   * Takes it for the rest of this process's life, or until {@link #leave}.
   *
   * @throws NpException.Conflict when another process has it
   */
  static ProgramSeat take(Home home, Program program) {
    ProgramSeat taken = new ProgramSeat(home, program);
    taken.seat = lock(home.lock(program));
    if (taken.seat == null) {
      throw taken.conflict(home.lock(program), "runs already");
    }
    return taken;
  }

  /**
   * Claims it, whether somebody has it or not.
   *
   * @throws NpException.Conflict when another process claims it
   */
  static ProgramSeat claim(Home home, Program program) {
    ProgramSeat claimed = new ProgramSeat(home, program);
    claimed.claim = lock(home.claim(program));
    if (claimed.claim == null) {
      throw claimed.conflict(home.claim(program), "is being replaced already");
    }
    return claimed;
  }

  /**
   * Makes a claim good: asks the holder to stop, and returns when he has left. Nothing happens when
   * this process has the seat.
   */
  void takeOver() throws InterruptedException {
    FileChannel claimed = claim;
    if (claimed == null) {
      return;
    }
    seat = awaitSeat();
    claim = null;
    giveBack(claimed);
  }

  private FileChannel awaitSeat() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<RunningProgram> asked = Optional.empty();
    while (System.nanoTime() < end && !Thread.interrupted()) {
      Optional<RunningProgram> holder = RunningProgram.find(home.lock(program));
      if (holder.isPresent() && !holder.equals(asked)) {
        holder.get().ask();
        asked = holder;
      }
      FileChannel locked = lock(home.lock(program));
      if (locked != null) {
        return locked;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    throw conflict(home.lock(program), "does not make way");
  }

  /** Whether another process waits for the seat. */
  boolean isClaimed() {
    RunningProgram me = RunningProgram.current();
    return RunningProgram.find(home.claim(program)).filter(other -> !other.equals(me)).isPresent();
  }

  /**
   * Gives the seat to the one who claims it, while this process goes on to end what it has begun;
   * nothing happens when there is none.
   */
  void leave() {
    FileChannel mine = seat;
    if (mine != null && isClaimed()) {
      RunningProgram me = RunningProgram.current();
      me.writeTo(home.leaving(program).resolve(Long.toString(me.pid())));
      seat = null;
      giveBack(mine);
    }
  }

  /** What was begun has ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(
          home.leaving(program).resolve(Long.toString(ProcessHandle.current().pid())));
    } catch (IOException e) {
      throw failed(home.leaving(program), e);
    }
  }

  /** Null when another process has the lock. */
  private static @Nullable FileChannel lock(Path file) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return null;
      }
      RunningProgram.current().writeTo(channel);
      return channel;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void giveBack(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED, "a lock cannot be given back", "check the disk", e);
    }
  }

  private static NpException failed(Path file, IOException e) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED, file + " cannot be locked", "check its owner and the disk", e);
  }

  private NpException conflict(Path file, String what) {
    String who =
        RunningProgram.find(file).map(running -> " by process " + running.pid()).orElse("");
    return new NpException.Conflict(
        ErrorCode.BUSY,
        "np " + program.word() + " of " + home.root() + " " + what + who,
        "stop it with np server stop, or set NP_HOME to another directory");
  }
}
