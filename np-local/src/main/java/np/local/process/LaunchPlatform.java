package np.local.process;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;

/** What of the machine is used to run instances: found out once, at the start of the node. */
public final class LaunchPlatform {
  private final Kernel kernel;
  private final Optional<Uids> uids;
  private final ControlGroups groups;
  private final Firewall firewall;
  private final Spawner spawner;
  private final Connector connector;
  private final Runtimes runtimes;
  private final Optional<Confinement> confinement;
  private final Isolation isolation;

  private LaunchPlatform(Setup setup, List<Isolation.Layer> layers) {
    kernel = setup.kernel;
    uids = setup.uids;
    groups = setup.groups;
    firewall = setup.firewall;
    spawner = new Spawner(setup.style, setup.kernel);
    connector = new Connector(setup.style, setup.kernel);
    runtimes = setup.runtimes;
    confinement = setup.confinement;
    isolation = new Isolation(layers);
  }

  /**
   * Looks at the machine and sets up what isolation it allows.
   *
   * @param layout of the platform; its node directory is created
   * @param apiPort that workloads may not connect to
   * @throws NpException.Unavailable when the directory cannot be used
   */
  public static LaunchPlatform of(HomeLayout layout, int apiPort) {
    return of(layout, apiPort, Tools.SYSTEM);
  }

  /** The same with these tools only. */
  static LaunchPlatform of(HomeLayout layout, int apiPort, Tools tools) {
    try {
      new FileTree(layout.instances()).create("rwx--x--x");
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED, "cannot use " + layout.node() + ": " + e, "check its rights", e);
    }
    return new PlatformProbe(layout, apiPort, tools).probe();
  }

  /** The parts, as the probe has found them. */
  record Setup(
      Kernel kernel,
      Optional<Uids> uids,
      ControlGroups groups,
      Firewall firewall,
      Style style,
      Runtimes runtimes,
      Optional<Confinement> confinement) {}

  static LaunchPlatform of(Setup setup, List<Isolation.Layer> layers) {
    return new LaunchPlatform(setup, layers);
  }

  /** What keeps instances apart, and what is missing. */
  public Isolation isolation() {
    return isolation;
  }

  /** Whether an instance runs, or anything that one has begun. */
  public boolean runsAnything() {
    return groups.instances().stream()
        .flatMap(instance -> groups.find(instance).stream())
        .anyMatch(group -> !group.processes().isEmpty());
  }

  /** The processes of this machine. */
  public ProcessTable processes() {
    return new ProcessTable(kernel);
  }

  /** How databases are kept apart; empty where this machine or this user has no sandboxes. */
  public Optional<Confinement> confinement() {
    return confinement;
  }

  /**
   * Removes what this platform has set up in the kernel for workloads, for which nothing may
   * supervise it any more; an instance that still runs is ended by force. Databases run on.
   */
  public void dismantle() {
    for (InstanceId instance : groups.instances()) {
      groups.find(instance).ifPresent(ControlGroup::kill);
    }
    groups.remove();
    confinement.ifPresent(Confinement::tidy);
    firewall.remove();
  }

  Kernel kernel() {
    return kernel;
  }

  /** User ids of apps; empty when np is not root and everything runs as its own user. */
  Optional<Uids> uids() {
    return uids;
  }

  ControlGroups groups() {
    return groups;
  }

  Firewall firewall() {
    return firewall;
  }

  Spawner spawner() {
    return spawner;
  }

  Connector connector() {
    return connector;
  }

  Runtimes runtimes() {
    return runtimes;
  }
}
