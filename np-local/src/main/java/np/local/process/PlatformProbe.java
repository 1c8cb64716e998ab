package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;
import np.model.ErrorCode;
import np.model.NpException;

/** Finds out what isolation this machine allows, by trying it. */
final class PlatformProbe {
  private static final List<Path> PATH =
      List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));
  private static final String NOT_ROOT = "np is not root";
  private static final int SECONDS = 10;

  private final HomeLayout layout;
  private final int apiPort;
  private final Tools tools;
  private final Kernel kernel = Kernel.running();
  private final List<Isolation.Layer> layers = new ArrayList<>();

  PlatformProbe(HomeLayout layout, int apiPort, Tools tools) {
    this.layout = layout;
    this.apiPort = apiPort;
    this.tools = tools;
  }

  LaunchPlatform probe() {
    boolean root = isRoot();
    if (root) {
      UidRange.settle(layout);
    }
    Optional<Uids> uids = root ? Optional.of(new Uids(layout)) : Optional.empty();
    layers.add(
        new Isolation.Layer("users", root, root ? "every app has a user id of its own" : NOT_ROOT));
    Style style = style(root);
    ControlGroups groups = groups(root, "np-" + layout.hash(), "control-groups");
    layers.addAll(groups.layers());
    Firewall firewall = new Firewall(uids.flatMap(_ -> tools.find("nft")), layout, apiPort);
    layers.add(
        uids.map(_ -> firewall.install()).orElse(new Isolation.Layer("firewall", false, NOT_ROOT)));
    Runtimes runtimes =
        new Runtimes(new JavaHomes(Path.of("/usr/lib/jvm")), new ProgramVersions(PATH));
    return LaunchPlatform.of(
        new LaunchPlatform.Setup(
            kernel, uids, groups, firewall, style, runtimes, confinement(root)),
        layers);
  }

  /** For databases, where sandboxes can be made; their groups are swept by nobody else. */
  private Optional<Confinement> confinement(boolean root) {
    Optional<SeccompFilter> filter = SeccompFilter.of(System.getProperty("os.arch", ""));
    Optional<Path> bwrap = tools.find("bwrap");
    if (sandboxObstacle(root, bwrap, filter).isPresent()) {
      return Optional.empty();
    }
    ControlGroups groups = groups(root, "np-" + layout.hash() + "-db", "database-groups");
    return Optional.of(
        new Confinement(
            new Confinement.Programs(bwrap.orElseThrow(), require("setpriv"), require("nsenter")),
            filter.orElseThrow().withoutNetwork(),
            groups,
            kernel));
  }

  private Style style(boolean root) {
    Path setsid = require("setsid");
    BuildFiles buildFiles = new BuildFiles(layout.buildHome());
    Style plain =
        new PlainStyle(
            setsid, root ? Optional.of(require("setpriv")) : Optional.empty(), buildFiles);
    Optional<SeccompFilter> filter = SeccompFilter.of(System.getProperty("os.arch", ""));
    Optional<Path> bwrap = tools.find("bwrap");
    Optional<Path> nsenter = tools.find("nsenter");
    Optional<String> obstacle = sandboxObstacle(root, bwrap, filter);
    layers.add(
        new Isolation.Layer("sandbox", obstacle.isEmpty(), obstacle.orElse("bubblewrap, seccomp")));
    if (obstacle.isPresent() || nsenter.isEmpty()) {
      return plain;
    }
    Bubblewrap.Programs programs =
        new Bubblewrap.Programs(setsid, nsenter.get(), bwrap.orElseThrow(), require("setpriv"));
    Bubblewrap bubblewrap = new Bubblewrap(programs, new SystemFiles(Path.of("/")));
    return new SandboxStyle(
        bubblewrap, filter.orElseThrow(), buildFiles, layout.node().resolve("seccomp"));
  }

  private Optional<String> sandboxObstacle(
      boolean root, Optional<Path> bwrap, Optional<SeccompFilter> filter) {
    if (!root) {
      return Optional.of(NOT_ROOT);
    }
    if (bwrap.isEmpty()) {
      return Optional.of("bwrap is not installed: apt-get install bubblewrap");
    }
    if (filter.isEmpty()) {
      return Optional.of("np has no seccomp filter for this processor");
    }
    return attempt(bwrap.get());
  }

  /** A sandbox that does nothing; why it failed, if it did. */
  private static Optional<String> attempt(Path bwrap) {
    List<String> line = new ArrayList<>(List.of(bwrap.toString()));
    line.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup"));
    Mounts mounts = new Mounts();
    new SystemFiles(Path.of("/")).mount(mounts);
    mounts.kernelFiles();
    line.addAll(mounts.arguments());
    line.addAll(List.of("--", "/usr/bin/env", "true"));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String answer =
          new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? Optional.empty()
          : Optional.of("bwrap failed: " + answer);
    } catch (IOException e) {
      return Optional.of("bwrap failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private ControlGroups groups(boolean root, String name, String memory) {
    ControlGroupMounts mounts = ControlGroupMounts.read(kernel.proc());
    if (root && mounts.unified().filter(Files::isWritable).isPresent()) {
      return new UnifiedGroups(mounts.unified().get(), name, kernel.signals());
    }
    if (root && mounts.legacy().values().stream().anyMatch(tree -> Files.isWritable(tree.own()))) {
      LegacyPlaces places = new LegacyPlaces(layout.node().resolve(memory), name);
      return LegacyGroups.of(mounts.legacy(), places, kernel.signals());
    }
    String why = root ? "no cgroup file system can be written" : NOT_ROOT;
    return new SessionGroups(kernel.proc(), kernel.signals(), layout.hash(), why);
  }

  private Path require(String name) {
    return tools
        .find(name)
        .orElseThrow(
            () ->
                new NpException.Unavailable(
                    ErrorCode.START_FAILED,
                    name + " is not installed",
                    "apt-get install util-linux"));
  }

  private boolean isRoot() {
    return kernel.proc().read("self/status").stream()
        .flatMap(String::lines)
        .anyMatch(line -> line.startsWith("Uid:\t0\t0"));
  }
}
