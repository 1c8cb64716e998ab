package np.server.deploy;

import java.util.List;
import java.util.Optional;
import np.api.EventView;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NoSpace;
import np.model.NpException;

/** Says why a deployment failed; what still serves is added when that is known. */
final class Failures {
  private static final String NOTHING_SERVES = "";

  EventView.Failure build(Job job, Exit exit, List<String> lastLines) {
    String app = job.app().app().value();
    String hint = "np logs " + app + " --build shows all of it; nothing was changed";
    return oneOff(
        new Told(ErrorCode.BUILD_FAILED, "the build of " + job.name() + " " + exit.why(), hint),
        new Output("build", exit, lastLines));
  }

  EventView.Failure release(Job job, Exit exit, List<String> lastLines) {
    String hint = "mend the command or what it needs, then run np deploy again";
    return oneOff(
        new Told(
            ErrorCode.RELEASE_COMMAND_FAILED,
            "the release command of " + job.name() + " " + exit.why(),
            hint),
        new Output("release", exit, lastLines));
  }

  EventView.Failure rollout(Job job, Evidence evidence) {
    return new EventView.Failure(
        evidence.code().code(),
        message(job, evidence.code()),
        Hints.of(job, evidence),
        evidence.code().exit(),
        evidence.instance(),
        evidence.id().map(InstanceId::value).orElse(null),
        probe(evidence),
        evidence.expected(),
        evidence.listening(),
        evidence.lastLines(),
        NOTHING_SERVES);
  }

  private static String message(Job job, ErrorCode code) {
    String what =
        switch (job.deployment().kind()) {
          case SCALE -> "scaling " + job.app().app();
          case RESTART -> "restarting " + job.app().app();
          case LINK -> job.app().app() + " with its new database URL";
          default -> "release " + job.name();
        };
    return switch (code) {
      case NEVER_HEALTHY, WRONG_PORT -> what + " never became healthy";
      case EXITED -> what + " failed: the process exited";
      case OUT_OF_MEMORY -> what + " failed: out of memory";
      case NO_ROOM -> what + " failed: the machine has no room for it";
      case START_FAILED -> what + " failed: it could not be started";
      case NO_RUNTIME -> what + " failed: its runtime is not installed";
      default -> what + " failed: " + code.title();
    };
  }

  private static String probe(Evidence evidence) {
    String exit = evidence.exit().map(Exit::why).orElse("");
    boolean both = !exit.isEmpty() && !evidence.summary().contains(exit);
    return both && !evidence.summary().isEmpty()
        ? evidence.summary() + "; it " + exit
        : Optional.of(evidence.summary()).filter(text -> !text.isEmpty()).orElse(exit);
  }

  EventView.Failure refused(Job job, NpException refusal) {
    return plain(refusal.code(), refusal.getMessage(), refusal.hint());
  }

  /** By something that nobody foresaw, but for a full disk. */
  EventView.Failure broken(Job job, Exception why) {
    if (NoSpace.isBehind(why)) {
      return plain(
          ErrorCode.NO_SPACE,
          "the disk of this machine is full",
          "free some space there, then try again; np doctor shows what takes it");
    }
    String message = job.deployment().kind().word() + " of " + job.app().app() + " failed";
    return plain(ErrorCode.INTERNAL, message + " inside np", "np server logs tells more");
  }

  private record Told(ErrorCode code, String message, String hint) {}

  private record Output(String instance, Exit exit, List<String> lastLines) {}

  private static EventView.Failure oneOff(Told told, Output output) {
    return new EventView.Failure(
        told.code().code(),
        told.message(),
        told.hint(),
        told.code().exit(),
        output.instance(),
        null,
        output.exit().why(),
        "",
        List.of(),
        output.lastLines(),
        NOTHING_SERVES);
  }

  private static EventView.Failure plain(ErrorCode code, String message, String hint) {
    return new EventView.Failure(
        code.code(),
        message,
        hint,
        code.exit(),
        "",
        null,
        "",
        "",
        List.of(),
        List.of(),
        NOTHING_SERVES);
  }
}
