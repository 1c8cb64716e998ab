package np.dist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;

/** What np asks of systemd and tells it, by its own tools. */
final class Systemd {
  private Systemd() {}

  /**
   * Runs {@code systemctl} with these arguments; its output goes where ours goes.
   *
   * @throws NpException.Unavailable when it does not succeed
   */
  static void control(String... arguments) {
    run("systemctl", arguments);
  }

  /** This process is the main one of its unit from now on (sd_notify(3)). */
  static void becomeMainProcess() {
    run("systemd-notify", "--ready", "MAINPID=" + ProcessHandle.current().pid());
  }

  private static void run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(program);
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw failed(command);
      }
    } catch (IOException e) {
      throw failed(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(command);
    }
  }

  private static NpException failed(List<String> command) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED,
        String.join(" ", command) + " failed",
        "its output above says why; journalctl -xe has more");
  }
}
