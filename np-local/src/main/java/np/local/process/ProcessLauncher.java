package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import np.local.logs.LogStore;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NpException;
import np.spi.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts processes of tenants: own user id, control group, sandbox, firewall, as far as the machine
 * has them. They outlive this JVM: they are in sessions of their own and write straight to their
 * log file.
 */
public final class ProcessLauncher implements Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLauncher.class);

  private final HomeLayout layout;
  private final LogStore logs;
  private final LaunchPlatform platform;
  private final Map<InstanceId, GroupedProcess> running = new ConcurrentHashMap<>();
  private final Set<InstanceId> busy = ConcurrentHashMap.newKeySet();

  /**
   * A launcher for the platform in this directory.
   *
   * @param logs gets the output
   * @param platform what is used of the machine: {@link LaunchPlatform#of}
   */
  public ProcessLauncher(HomeLayout layout, LogStore logs, LaunchPlatform platform) {
    this.layout = layout;
    this.logs = logs;
    this.platform = platform;
  }

  @Override
  public Running start(Launch launch) {
    Running already = running.get(launch.id());
    if (already != null) {
      return already;
    }
    busy.add(launch.id());
    try {
      return run(prepare(launch), Optional.empty());
    } catch (IOException e) {
      platform.firewall().close(launch.id());
      throw failed(launch, e);
    } finally {
      busy.remove(launch.id());
    }
  }

  @Override
  public Optional<Running> adopt(Launch launch, ProcessRef ref) {
    if (!platform.kernel().proc().runs(ref)) {
      return Optional.empty();
    }
    logs.file(launch.app(), launch.source(), launch.id());
    ControlGroup group = platform.groups().find(launch.id()).orElseGet(() -> session(launch, ref));
    group.clear();
    try {
      openPort(launch);
    } catch (IOException e) {
      LOG.warn("port not opened instance={} why={}", launch.id(), e.getMessage());
    }
    GroupedProcess process = new GroupedProcess(launch, ref, group, platform.kernel());
    watch(process, () -> awaitStranger(ref));
    return Optional.of(process);
  }

  @Override
  public Running enter(Running target, Launch launch) {
    Running already = running.get(launch.id());
    if (already != null) {
      return already;
    }
    GroupedProcess host = host(target);
    try {
      return run(beside(host, launch), Optional.of(host));
    } catch (IOException e) {
      throw failed(launch, e);
    }
  }

  @Override
  public Attached attach(Launch launch, Optional<Terminal> terminal) {
    busy.add(launch.id());
    try {
      return connect(prepare(launch), Optional.empty(), terminal);
    } catch (IOException e) {
      platform.firewall().close(launch.id());
      throw failed(launch, e);
    } finally {
      busy.remove(launch.id());
    }
  }

  @Override
  public Attached attachBeside(Running target, Launch launch, Optional<Terminal> terminal) {
    GroupedProcess host = host(target);
    try {
      return connect(beside(host, launch), Optional.of(host), terminal);
    } catch (IOException e) {
      throw failed(launch, e);
    }
  }

  private static GroupedProcess host(Running target) {
    if (target instanceof GroupedProcess host && target.exit().isEmpty()) {
      return host;
    }
    throw new NpException.NotFound(
        ErrorCode.NO_INSTANCE, "the instance has ended", "np status shows what runs");
  }

  @Override
  public void sweep(Set<InstanceId> wanted) {
    Set<InstanceId> kept = new HashSet<>(wanted);
    kept.addAll(running.keySet());
    kept.addAll(busy);
    for (InstanceId instance : platform.groups().instances()) {
      if (!kept.contains(instance)) {
        platform.groups().find(instance).ifPresent(ProcessLauncher::discard);
      }
    }
    for (Path directory : new ControlFile(layout.instances()).children()) {
      if (kept.stream().noneMatch(id -> layout.instance(id).equals(directory))) {
        delete(directory);
      }
    }
  }

  @Override
  public void remove(InstanceId instance) {
    Path directory = layout.instance(instance);
    Thread.ofVirtual().name("np-remove-" + instance).start(() -> delete(directory));
  }

  private Style.Setting prepare(Launch launch) throws IOException {
    Runtime runtime = runtime(launch);
    Quarters quarters = Quarters.of(layout, launch, owner(launch));
    requireArtifact(quarters);
    quarters.prepare(launch.app(), runtime);
    openPort(launch);
    String slice =
        switch (launch.access()) {
          case BUILD -> ControlGroups.BUILDS;
          case READ_ONLY -> launch.app().tenant() + "." + launch.app().app();
        };
    ControlGroup group = platform.groups().create(slice, launch.id(), launch.task().resources());
    return new Style.Setting(launch, runtime, quarters, group, mark(launch));
  }

  private Style.Setting beside(GroupedProcess host, Launch launch) throws IOException {
    Quarters quarters = Quarters.of(layout, host.launch(), owner(host.launch()));
    ControlGroup group = host.group().child(launch.id().value());
    return new Style.Setting(launch, runtime(host.launch()), quarters, group, mark(launch));
  }

  private Running run(Style.Setting setting, Optional<GroupedProcess> host) throws IOException {
    Launch launch = setting.launch();
    Path output = logs.file(launch.app(), launch.source(), launch.id());
    OptionalLong beside = host.isEmpty() ? OptionalLong.empty() : inside(host.get());
    try {
      Spawner.Spawned spawned = platform.spawner().spawn(setting, beside, output);
      GroupedProcess process =
          new GroupedProcess(launch, spawned.ref(), setting.group(), platform.kernel());
      watch(process, spawned::awaitExit);
      return process;
    } catch (IOException e) {
      discard(setting.group());
      throw e;
    }
  }

  private Attached connect(
      Style.Setting setting, Optional<GroupedProcess> host, Optional<Terminal> terminal)
      throws IOException {
    OptionalLong beside = host.isEmpty() ? OptionalLong.empty() : inside(host.get());
    try {
      Connector.Connected connected = platform.connector().connect(setting, beside, terminal);
      Spawner.Spawned spawned = connected.spawned();
      GroupedProcess process =
          new GroupedProcess(setting.launch(), spawned.ref(), setting.group(), platform.kernel());
      watch(process, spawned::awaitExit);
      return connected.with(process);
    } catch (IOException e) {
      discard(setting.group());
      throw e;
    }
  }

  private void watch(GroupedProcess process, GroupedProcess.End end) {
    InstanceId id = process.launch().id();
    running.put(id, process);
    process.watch(
        end,
        () -> {
          platform.firewall().close(id);
          running.remove(id, process);
        });
  }

  private Exit awaitStranger(ProcessRef ref) throws InterruptedException {
    platform.kernel().exits().await(ref);
    return new Exit.Unknown();
  }

  /** The first process inside the host's sandbox. */
  private OptionalLong inside(GroupedProcess host) {
    return platform.kernel().proc().children(host.ref().pid()).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private Runtime runtime(Launch launch) {
    return launch.task().runtime().map(platform.runtimes()::resolve).orElse(Runtime.SYSTEM);
  }

  private OptionalInt owner(Launch launch) {
    return platform
        .uids()
        .map(uids -> OptionalInt.of(uids.of(launch.app())))
        .orElse(OptionalInt.empty());
  }

  private LaunchMark mark(Launch launch) {
    return new LaunchMark(layout.hash(), launch.id());
  }

  private void openPort(Launch launch) throws IOException {
    String port = launch.variables().get("PORT");
    OptionalInt owner = owner(launch);
    if (port != null && owner.isPresent()) {
      platform.firewall().open(launch.id(), owner.getAsInt(), Integer.parseInt(port));
    }
  }

  /** Its control group was lost; its session was not. */
  private ControlGroup session(Launch launch, ProcessRef ref) {
    SessionGroup group =
        new SessionGroup(platform.kernel().proc(), platform.kernel().signals(), mark(launch));
    group.add(ref.pid());
    return group;
  }

  private static void requireArtifact(Quarters quarters) throws IOException {
    if (!Files.isDirectory(quarters.artifact())) {
      throw new IOException("its directory " + quarters.artifact() + " does not exist");
    }
  }

  private static void discard(ControlGroup group) {
    group.kill();
    group.remove();
  }

  private static void delete(Path directory) {
    try {
      new FileTree(directory).delete();
    } catch (IOException e) {
      LOG.warn("instance directory not removed path={} why={}", directory, e.toString());
    }
  }

  private static NpException failed(Launch launch, IOException e) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED,
        launch.id() + " of " + launch.app() + " could not be started: " + e.getMessage(),
        "np doctor checks this machine",
        e);
  }
}
