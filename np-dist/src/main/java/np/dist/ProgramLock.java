package np.dist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;

/** Keeps a second copy of a program from starting on the same home. */
final class ProgramLock {
  private ProgramLock() {}

  /**
   * Takes the lock for the rest of this process's life and writes down who holds it; the kernel
   * gives it back however the process ends.
   *
   * @throws NpException.Conflict when another process has it
   */
  static void take(Home home, Program program) {
    Path file = home.lock(program);
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw taken(home, program);
      }
      RunningProgram.current().writeTo(channel);
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED, file + " cannot be locked", "check its owner and the disk", e);
    }
  }

  private static NpException taken(Home home, Program program) {
    Optional<RunningProgram> holder = RunningProgram.find(home.lock(program));
    String who = holder.map(running -> " as process " + running.pid()).orElse("");
    return new NpException.Conflict(
        ErrorCode.BUSY,
        "np " + program.word() + " of " + home.root() + " runs already" + who,
        "stop it with np server stop, or set NP_HOME to another directory");
  }
}
