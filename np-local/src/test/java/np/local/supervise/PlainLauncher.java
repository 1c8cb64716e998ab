package np.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import np.local.logs.LogStore;
import np.local.process.Attached;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.ProcessRef;
import np.local.process.PseudoTerminal;
import np.local.process.Running;
import np.model.Command;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;
import np.spi.Terminal;

/** Starts real processes in sessions of their own, without a sandbox. */
final class PlainLauncher implements Launcher {
  private static final Path PTMX = Path.of("/dev/ptmx");

  private final Path workingDirectory;
  private final LogStore logs;
  private final Map<InstanceId, Running> started = new ConcurrentHashMap<>();
  private final List<Set<InstanceId>> sweeps = new CopyOnWriteArrayList<>();
  private final List<InstanceId> removed = new CopyOnWriteArrayList<>();

  PlainLauncher(Path workingDirectory, LogStore logs) {
    this.workingDirectory = workingDirectory;
    this.logs = logs;
  }

  @Override
  public Running start(Launch launch) {
    if (launch.task().runtime().isPresent()) {
      throw new NpException.Unavailable(
          ErrorCode.NO_RUNTIME, launch.task().runtime().get() + " is not installed", "");
    }
    Running running = PlainProcess.started(spawn(launch));
    started.put(launch.id(), running);
    return running;
  }

  @Override
  public Attached attach(Launch launch, Optional<Terminal> terminal) {
    try {
      Optional<PseudoTerminal> made = Optional.empty();
      List<String> line = List.of();
      if (terminal.isPresent()) {
        made = Optional.of(PseudoTerminal.open(PTMX, terminal.get().size()));
        String open = "exec \"$@\" <>\"$0\" >&0 2>&0";
        line = List.of("/bin/sh", "-c", open, made.get().path().toString());
      }
      Process child = builder(launch, line).start();
      Running running = PlainProcess.started(child);
      started.put(launch.id(), running);
      return new Attached(
          running,
          made.map(PseudoTerminal::keyboard).orElse(child.getOutputStream()),
          made.map(PseudoTerminal::screen).orElse(child.getInputStream()),
          child.getErrorStream(),
          made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Attached attachBeside(Running target, Launch launch, Optional<Terminal> terminal) {
    return attach(launch, terminal);
  }

  private Process spawn(Launch launch) {
    ProcessBuilder builder = builder(launch, List.of());
    Path output = logs.file(launch.app(), launch.source(), launch.id());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(Launch launch, List<String> before) {
    List<String> line = new ArrayList<>(List.of("setsid", "--"));
    line.addAll(before);
    switch (launch.task().command()) {
      case Command.Argv argv -> line.addAll(argv.arguments());
      case Command.Shell shell -> line.addAll(List.of("/bin/sh", "-c", shell.line()));
    }
    ProcessBuilder builder = new ProcessBuilder(line).directory(workingDirectory.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.putAll(launch.variables());
    launch.task().environment().plain().forEach((k, v) -> environment.put(k.value(), v));
    launch.task().environment().secrets().forEach((k, v) -> environment.put(k.value(), v.reveal()));
    return builder;
  }

  @Override
  public Optional<Running> adopt(Launch launch, ProcessRef ref) {
    Optional<Running> running = PlainProcess.adopted(ref);
    running.ifPresent(each -> started.put(launch.id(), each));
    return running;
  }

  @Override
  public Running enter(Running target, Launch launch) {
    return start(launch);
  }

  @Override
  public void sweep(Set<InstanceId> wanted) {
    sweeps.add(Set.copyOf(wanted));
  }

  @Override
  public void remove(InstanceId instance) {
    removed.add(instance);
  }

  /** Which instances have ended for good. */
  Set<InstanceId> removed() {
    return Set.copyOf(removed);
  }

  /** What each sweep left alone. */
  List<Set<InstanceId>> sweeps() {
    return List.copyOf(sweeps);
  }

  /** Whether any process that was ever started still runs. */
  boolean anyRuns() {
    return started.values().stream().anyMatch(each -> each.exit().isEmpty());
  }

  void killAll() {
    started.values().forEach(Running::kill);
  }
}
