package np.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import np.model.Artifact;
import np.model.Command;
import np.model.Digest;
import np.model.Environment;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.ReleaseNumber;
import np.model.Resources;
import np.model.Task;
import np.spi.Engine;

/** The fake passes the contract that it stands in for. */
final class FakeEngineTest extends EngineContract {
  private final Map<Command, Act> acts = new ConcurrentHashMap<>();
  private final Engine engine =
      new FakeEngine(task -> behaviour(acts.getOrDefault(task.command(), new Act.Idle())));

  @Override
  protected Engine engine() {
    return engine;
  }

  @Override
  protected Task task(Act act) {
    return new Task(
        new Artifact(TestWorkloads.APP, new ReleaseNumber(1), Digest.of("source")),
        remember(act),
        Optional.empty(),
        Environment.EMPTY,
        Resources.DEFAULT);
  }

  @Override
  protected Command command(Act.Print print) {
    return remember(print);
  }

  private Command remember(Act act) {
    Command command = new Command.Argv(List.of(act.toString()));
    acts.put(command, act);
    return command;
  }

  private static FakeBehaviour behaviour(Act act) {
    return switch (act) {
      case Act.Serve serve -> new FakeBehaviour.Works(List.of("serving " + serve.version()), 0);
      case Act.Print print -> new FakeBehaviour.Works(print.lines(), print.exit());
      case Act.Idle idle -> new FakeBehaviour.Hangs();
      case Act.Echo echo -> new FakeBehaviour.Echoes(echo.exit());
      case Act.Pour _ -> new FakeBehaviour.Pours();
      case Act.Measure _ -> new FakeBehaviour.Measures();
      case Act.Fail fail -> new FakeBehaviour.Fails(evidence(fail.failure()));
    };
  }

  private static Evidence evidence(Act.Failure failure) {
    ErrorCode code =
        switch (failure) {
          case EXITS_AT_ONCE -> ErrorCode.EXITED;
          case OUT_OF_MEMORY -> ErrorCode.OUT_OF_MEMORY;
          case WRONG_PORT -> ErrorCode.WRONG_PORT;
          case NEVER_READY, ANSWERS_500, IGNORES_SIGTERM -> ErrorCode.NEVER_HEALTHY;
        };
    Optional<Exit> exit =
        code == ErrorCode.EXITED ? Optional.of(new Exit.Code(3)) : Optional.empty();
    return new Evidence(
        code, "web.1", Optional.empty(), "it failed", exit, "", List.of(), List.of());
  }
}
