package np.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import np.model.InstanceId;
import np.model.Resources;

/**
 * Runs programs that keep the data of one tenant each, so that whoever takes one over gains nothing
 * outside: a user id and namespaces of its own, no network, no programs beside it, its own
 * directories only, seccomp(2), the limits of a control group. The program is the first process of
 * its namespace, so that none of its children outlives it; and it outlives this JVM.
 */
public final class Confinement {
  private static final String SLICE = "databases";
  private static final int SPARE_SHELLS = 2;
  private static final Path SETPRIV = Path.of("/np/setpriv");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofNanos(200_000);

  /** Where the dynamic linker and its libraries are. */
  private static final List<String> LIBRARIES = List.of("lib", "lib64", "lib32", "libx32");

  private final Programs programs;
  private final SeccompFilter filter;
  private final ControlGroups groups;
  private final Kernel kernel;
  private final ReadyShells shells = new ReadyShells(SPARE_SHELLS);

  Confinement(Programs programs, SeccompFilter filter, ControlGroups groups, Kernel kernel) {
    this.programs = programs;
    this.filter = filter;
    this.groups = groups;
    this.kernel = kernel;
  }

  /** The programs that it takes, absolute. */
  record Programs(Path bwrap, Path setpriv, Path nsenter) {}

  /**
   * What a program may see and use.
   *
   * @param name of its control group
   * @param uid its user and group
   * @param readOnly what it sees at the same place: files and directories
   * @param writable the same, to be changed
   * @param accounts takes the place of /etc/passwd
   * @param environment all of it
   * @param limits enforced where the machine can
   * @param mounts the mount namespace that it sees its part of; empty: np's
   */
  public record Cell(
      InstanceId name,
      int uid,
      List<Path> readOnly,
      List<Path> writable,
      Path accounts,
      Map<String, String> environment,
      Resources limits,
      Optional<Path> mounts) {
    public Cell {
      readOnly = List.copyOf(readOnly);
      writable = List.copyOf(writable);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What runs.
   *
   * @param outer a child of this JVM that ends when the program does
   * @param program the program itself
   */
  public record Confined(Process outer, ProcessRef program) {}

  /**
   * Starts a program. Should this JVM die before it is under its limits, nothing of it has run.
   *
   * @param output that its output is appended to
   */
  public Confined start(Cell cell, List<String> commandLine, Path output) throws IOException {
    ControlGroup group = groups.create(SLICE, cell.name(), cell.limits());
    List<Path> doors = group.doors();
    Process outer = shells.become(new ReadyShells.Part(output, doors, line(cell, commandLine)));
    try (OutputStream release = outer.getOutputStream()) {
      ProcessRef program = child(outer);
      if (doors.isEmpty()) {
        group.add(outer.pid());
        group.add(program.pid());
      }
      ByteBuffer bytes = filter.bytes();
      release.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
      return new Confined(outer, program);
    } catch (IOException e) {
      outer.destroyForcibly();
      throw e;
    }
  }

  /** Ends every process of a program that may still run, and forgets its control group. */
  public void clear(InstanceId name) {
    groups
        .find(SLICE, name)
        .ifPresent(
            group -> {
              group.kill();
              group.remove();
            });
  }

  /** Removes the control groups that are empty. */
  void tidy() {
    groups.remove();
  }

  /** Removes the control groups; what still runs in them is ended by force. */
  public void dismantle() {
    shells.close();
    groups.instances().forEach(this::clear);
    groups.remove();
  }

  /** bubblewrap forks once before it reads its seccomp program from standard input. */
  private ProcessRef child(Process outer) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<ProcessRef> found =
          kernel.proc().children(outer.pid()).stream()
              .findFirst()
              .flatMap(pid -> kernel.proc().ref(pid));
      if (found.isPresent()) {
        return found.get();
      }
      if (!outer.isAlive()) {
        throw new IOException(
            "its sandbox ended with status " + outer.exitValue() + ", see its log");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("its sandbox did not come up, see its log");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private List<String> line(Cell cell, List<String> commandLine) {
    List<String> line = new ArrayList<>();
    cell.mounts.ifPresent(
        file -> line.addAll(List.of(programs.nsenter.toString(), "--mount=" + file, "--")));
    line.add(programs.bwrap.toString());
    line.addAll(List.of("--new-session", "--unshare-pid", "--as-pid-1"));
    line.addAll(List.of("--unshare-ipc", "--unshare-net"));
    line.addAll(List.of("--unshare-uts", "--hostname", "database", "--unshare-cgroup"));
    line.addAll(mounts(cell));
    cell.environment.forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
    line.addAll(List.of("--chdir", "/", "--seccomp", "0", "--"));
    line.addAll(Bubblewrap.dropRights(SETPRIV, cell.uid));
    line.addAll(commandLine);
    return line;
  }

  /** No program but setpriv(1), which drops the rights, and its own. */
  private List<String> mounts(Cell cell) {
    Mounts mounts = new Mounts();
    for (String name : LIBRARIES) {
      Path inside = Path.of("/", name);
      Path below = Path.of("/usr", name);
      if (Files.isDirectory(below)) {
        mounts.readOnly(below, below);
      }
      if (Files.isSymbolicLink(inside)) {
        mounts.link("usr/" + name, inside);
      } else if (Files.isDirectory(inside)) {
        mounts.readOnly(inside, inside);
      }
    }
    mounts.readOnlyIfThere(Path.of("/etc/ld.so.cache"), Path.of("/etc/ld.so.cache"));
    mounts.readOnly(cell.accounts, Path.of("/etc/passwd"));
    mounts.readOnly(programs.setpriv, SETPRIV);
    mounts.devices();
    cell.readOnly.forEach(path -> mounts.readOnly(path, path));
    cell.writable.forEach(path -> mounts.writable(path, path));
    return mounts.arguments();
  }
}
