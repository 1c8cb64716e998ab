package np.local.process;

import java.nio.file.Path;

/**
 * What the launcher needs of the operating system.
 *
 * @param proc the process table
 * @param signals to processes
 * @param exits of processes that are not children of this JVM
 */
record Kernel(ProcFs proc, Signals signals, ExitWatch exits) {

  /** The one that this JVM runs on. */
  static Kernel running() {
    LinuxCalls linux = new LinuxCalls();
    ProcFs proc = new ProcFs(Path.of("/proc"));
    return new Kernel(proc, new Signals(linux), new ExitWatch(linux, proc));
  }
}
