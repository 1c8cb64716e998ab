package np.server.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.Command;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.NpException;
import np.model.Printable;
import np.model.ProcessName;
import np.model.WorkloadId;
import np.spi.Engine;
import np.spi.ExecRequest;
import org.jspecify.annotations.Nullable;

/** Understands what is to be run, and where. */
record Orders(Engine engine) {
  private static final Duration MOST = Duration.ofDays(1);
  private static final int KILLED = 128;
  private static final int KILL = 9;
  private static final int UNKNOWN = 125;

  static Command command(List<String> words) {
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_REQUEST, "there is no command", "np run -- npm test");
    }
    return new Command.Argv(words);
  }

  /**
   * How long it may take.
   *
   * @param usual when nothing was said
   */
  static Duration timeout(@Nullable Long seconds, Duration usual) {
    Duration timeout = seconds == null ? usual : Duration.ofSeconds(seconds);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MOST) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "the timeout is out of range", "write 1 s to 24 h");
    }
    return timeout;
  }

  /**
   * A command inside an instance of an app that exists.
   *
   * @param name {@code web}: its first instance; {@code web.2}; an instance id; null for web
   */
  ExecRequest exec(AppId app, @Nullable String name, Command command, Duration timeout) {
    String wanted = Optional.ofNullable(name).orElse("web");
    return engine.observe().stream()
        .filter(status -> status.id().app().equals(app))
        .flatMap(
            status ->
                status.instances().stream()
                    .filter(each -> isCalled(status.id().process(), each, wanted))
                    .filter(each -> each.state() != InstanceState.STOPPED && each.pid() > 0)
                    .map(each -> exec(status.id(), each.id(), command, timeout)))
        .findFirst()
        .orElseThrow(() -> noInstance(app, wanted));
  }

  private static ExecRequest exec(
      WorkloadId workload, InstanceId instance, Command command, Duration timeout) {
    return new ExecRequest(workload, instance, command, timeout);
  }

  private static boolean isCalled(ProcessName process, InstanceStatus instance, String name) {
    return name.equals(process.value())
        || name.equals(process + "." + instance.ordinal())
        || name.equals(instance.id().value());
  }

  private static NpException.NotFound noInstance(AppId app, String name) {
    return new NpException.NotFound(
        ErrorCode.NO_INSTANCE,
        app.app() + " has no running instance " + Printable.escape(name),
        "np status " + app.app() + " shows them");
  }

  /** The exit code that a shell would tell. */
  static int code(Exit exit) {
    return switch (exit) {
      case Exit.Code code -> code.code();
      case Exit.Signalled signalled -> KILLED + signalled.number();
      case Exit.OutOfMemory memory -> KILLED + KILL;
      case Exit.Unknown unknown -> UNKNOWN;
    };
  }
}
