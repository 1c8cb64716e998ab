package np.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Builds sandboxes with bubblewrap (bwrap(1)), run as root: namespaces of its own, only what is
 * needed mounted, then setpriv(1) takes away every right. The seccomp program is read from standard
 * input, and until that ends nothing of the sandbox exists: that holds the process back until it
 * has been put under its limits. Who needs standard input for the command has it read from a file.
 */
final class Bubblewrap {
  /** Where a build finds the operator's files inside. */
  static final Path BUILD_FILES = Path.of("/np/build-home");

  private static final String HOME = "/home/app";

  /** Opens the file that comes first as number 9 and becomes the rest. */
  private static final String WITH_FILE = "exec \"$@\" 9<\"$0\"";

  private final Programs programs;
  private final SystemFiles system;

  Bubblewrap(Programs programs, SystemFiles system) {
    this.programs = programs;
    this.system = system;
  }

  /** The programs that it takes, absolute. */
  record Programs(Path setsid, Path nsenter, Path bwrap, Path setpriv) {}

  /**
   * What is shown to an instance.
   *
   * @param quarters its private directories
   * @param access to its artifact
   * @param hostname that it sees
   * @param runtime that it uses
   * @param limits where it finds its own cgroup: path inside to path outside
   * @param buildFiles what a build copies to its home directory
   */
  record View(
      Quarters quarters,
      Launch.Access access,
      String hostname,
      Runtime runtime,
      Map<Path, Path> limits,
      Optional<Path> buildFiles) {}

  /**
   * The command line.
   *
   * @param beside a process inside the sandbox to join; empty for a new sandbox
   */
  List<String> commandLine(View view, OptionalLong beside) {
    List<String> line = sandbox(view, beside, "0");
    line.addAll(Preamble.arguments());
    line.add("sh");
    return line;
  }

  /**
   * The command line of a process whose streams np keeps, at the head of a session of its own.
   *
   * @param filter a file with the seccomp program
   */
  List<String> attachedLine(View view, OptionalLong beside, Path filter) {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", WITH_FILE, filter.toString()));
    line.addAll(sandbox(view, beside, "9"));
    line.add(programs.setsid.toString());
    line.addAll(Preamble.attachedArguments());
    line.add("sh");
    return line;
  }

  private List<String> sandbox(View view, OptionalLong beside, String filter) {
    List<String> line = new ArrayList<>(List.of(programs.setsid.toString()));
    if (beside.isPresent()) {
      line.addAll(List.of(programs.nsenter.toString(), "--target=" + beside.getAsLong()));
      line.addAll(List.of("--pid", "--ipc", "--uts", "--mount", "--"));
    }
    line.add(programs.bwrap.toString());
    line.add("--unshare-cgroup");
    // beside a process everything is as that one sees it, its /proc above all
    line.addAll(beside.isPresent() ? List.of("--dev-bind", "/", "/") : fresh(view));
    line.addAll(List.of("--chdir", "/app", "--seccomp", filter, "--"));
    line.addAll(dropRights(programs.setpriv, view.quarters.owner().orElseThrow()));
    return line;
  }

  private List<String> fresh(View view) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    arguments.addAll(List.of("--hostname", view.hostname));
    arguments.addAll(mounts(view));
    return arguments;
  }

  /** The path of an instance's home directory inside. */
  static String home() {
    return HOME;
  }

  /** The arguments that leave a process nothing but this user id. */
  static List<String> dropRights(Path setpriv, int uid) {
    return List.of(
        setpriv.toString(),
        "--reuid=" + uid,
        "--regid=" + uid,
        "--clear-groups",
        "--no-new-privs",
        "--bounding-set=-all",
        "--inh-caps=-all",
        "--");
  }

  private List<String> mounts(View view) {
    Quarters quarters = view.quarters;
    Mounts mounts = new Mounts();
    system.mount(mounts);
    for (String name : List.of("passwd", "group", "hosts")) {
      mounts.readOnly(quarters.accounts().resolve(name), Path.of("/etc", name));
    }
    mounts.kernelFiles();
    mounts.writable(quarters.temporary(), Path.of("/tmp"));
    mounts.link("../tmp", Path.of("/var/tmp"));
    mounts.writable(quarters.home(), Path.of(HOME));
    mounts.readOnly(quarters.programs(), Path.of("/np/bin"));
    view.runtime.directories().forEach(each -> mounts.readOnly(each, each));
    view.limits.forEach((inside, outside) -> mounts.readOnly(outside, inside));
    view.buildFiles.ifPresent(each -> mounts.readOnly(each, BUILD_FILES));
    switch (view.access) {
      case READ_ONLY -> mounts.readOnly(quarters.artifact(), Path.of("/app"));
      case BUILD -> mounts.writable(quarters.artifact(), Path.of("/app"));
    }
    return mounts.arguments();
  }
}
