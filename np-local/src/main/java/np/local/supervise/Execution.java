package np.local.supervise;

import java.util.Optional;
import java.util.function.Consumer;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.Running;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.LogLine;
import np.model.NpException;
import np.model.Task;
import np.model.Workload;
import np.spi.ExecRequest;

/** Runs a command beside a running instance. */
record Execution(Launcher launcher, Output output, WorkloadLoops loops) {
  private static final Exit KILLED = new Exit.Signalled(9);

  Exit run(ExecRequest request, Consumer<LogLine> sink) throws InterruptedException {
    Launch launch = launch(request);
    Running command = launcher.enter(target(request), launch);
    return output.deliver(
        new Output.Source(launch.app(), launch.id()),
        sink,
        () -> Deadline.await(command, request.timeout()).orElseGet(() -> kill(command)));
  }

  private static Exit kill(Running command) {
    command.kill();
    return KILLED;
  }

  /** The instance that is meant. */
  Running target(ExecRequest request) {
    return loops
        .running(request.workload(), request.instance())
        .orElseThrow(() -> missing(request));
  }

  /** What is started in it. */
  Launch launch(ExecRequest request) {
    WorkloadRecord record = loops.record(request.workload()).orElseThrow(() -> missing(request));
    Optional<InstanceRecord> instance = record.find(request.instance());
    InstanceRecord found = instance.orElseThrow(() -> missing(request));
    Workload version = record.versionOf(found);
    Launch beside = InstanceRunner.launch(version, found);
    Task task = version.task();
    return new Launch(
        loops.newId("exec"),
        beside.app(),
        "run",
        new Task(
            task.artifact(),
            request.command(),
            task.runtime(),
            task.environment(),
            task.resources()),
        beside.variables(),
        Launch.Access.READ_ONLY);
  }

  private static NpException missing(ExecRequest request) {
    return new NpException.NotFound(
        ErrorCode.NO_INSTANCE,
        "no instance " + request.instance() + " of " + request.workload() + " runs",
        "np status shows those that do");
  }
}
