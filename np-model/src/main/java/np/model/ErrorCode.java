package np.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The table of problems: one stable code each, the exit code of the CLI and the HTTP status (RFC
 * 9110) that answer it. NP01 usage, NP02 np.yaml, NP03 identity, NP04 what is there, NP05 deploy,
 * NP06 platform, NP07 databases.
 */
public enum ErrorCode {
  USAGE("NP0101", 2, 400, "the command line is not understood"),
  UNKNOWN_COMMAND("NP0102", 2, 400, "no such command"),
  CONFIRMATION_NEEDED("NP0103", 11, 400, "confirmation needed"),
  BAD_NAME("NP0110", 2, 400, "a name is not allowed"),
  BAD_VALUE("NP0111", 2, 400, "a value is out of range or has the wrong form"),
  BAD_REQUEST("NP0112", 2, 400, "the request is malformed"),
  TOO_LARGE("NP0113", 2, 413, "the request is too large"),
  BAD_ARCHIVE("NP0114", 2, 400, "the uploaded archive is refused"),

  SPEC_SYNTAX("NP0201", 3, 422, "np.yaml is not valid YAML"),
  SPEC_LIMIT("NP0202", 3, 422, "np.yaml is larger or deeper than allowed"),
  SPEC_FORBIDDEN("NP0203", 3, 422, "np.yaml uses anchors, aliases or tags"),
  SPEC_UNKNOWN_KEY("NP0204", 3, 422, "np.yaml has an unknown key"),
  SPEC_TYPE("NP0205", 3, 422, "a value of np.yaml has the wrong type"),
  SPEC_VALUE("NP0206", 3, 422, "a value of np.yaml is out of range or has the wrong form"),
  SPEC_DUPLICATE("NP0207", 3, 422, "a key of np.yaml is set twice"),
  SPEC_CONFLICT("NP0208", 3, 422, "keys of np.yaml exclude each other"),
  SPEC_MISSING("NP0209", 3, 422, "np.yaml misses something"),
  SPEC_UNAVAILABLE("NP0210", 3, 422, "a key of np.yaml is known but not available yet"),
  SPEC_QUOTE("NP0211", 3, 422, "a value of np.yaml needs quotes"),
  SPEC_UNKNOWN_ENVIRONMENT("NP0212", 3, 422, "np.yaml has no such environment"),
  SPEC_NOT_DETECTED("NP0213", 3, 422, "np cannot tell how to run this directory"),

  NOT_LOGGED_IN("NP0301", 4, 401, "not logged in"),
  FORBIDDEN("NP0302", 4, 403, "the role does not allow this"),

  NO_APP("NP0401", 5, 404, "no such app"),
  NO_RELEASE("NP0402", 5, 404, "no such release"),
  NO_DEPLOYMENT("NP0403", 5, 404, "no such deployment"),
  NO_PROCESS("NP0404", 5, 404, "no such process"),
  NO_INSTANCE("NP0405", 5, 404, "no such instance"),
  NOT_FOUND("NP0406", 5, 404, "no such thing"),
  NO_TENANT("NP0407", 5, 404, "no such tenant"),
  NO_TOKEN("NP0408", 5, 404, "no such token"),
  NO_DATABASE("NP0409", 5, 404, "no such database"),
  NAME_TAKEN("NP0410", 6, 409, "the name is in use"),
  HOST_TAKEN("NP0411", 6, 409, "the host belongs to another app"),
  BUSY("NP0412", 6, 409, "another change of this app is under way"),
  DRIFT("NP0413", 6, 409, "the file would undo a live change"),
  IDEMPOTENCY("NP0414", 6, 409, "the idempotency key was used for something else"),
  UPLOAD_NEEDED("NP0415", 6, 409, "the source has not been uploaded yet"),
  WRONG_STATE("NP0416", 6, 409, "the app is not in a state that allows this"),
  MISSING_SECRET("NP0417", 6, 409, "a required secret has no value"),
  LAST_OWNER("NP0418", 6, 409, "nobody could log in any more"),
  LIMIT_REACHED("NP0419", 6, 409, "there are as many as the tenant may have"),

  BUILD_FAILED("NP0501", 7, 422, "the build failed"),
  RELEASE_COMMAND_FAILED("NP0502", 7, 422, "the release command failed"),
  NEVER_HEALTHY("NP0511", 7, 422, "the release never became healthy"),
  EXITED("NP0512", 7, 422, "the process exited"),
  OUT_OF_MEMORY("NP0513", 7, 422, "the process ran out of memory"),
  WRONG_PORT("NP0514", 7, 422, "the process listens on another port or address"),
  NO_ROOM("NP0515", 7, 422, "the machine has no room for it"),
  NO_RUNTIME("NP0516", 7, 422, "the runtime is not installed"),
  DEPLOY_TIMEOUT("NP0517", 9, 504, "the outcome is not known yet"),

  INTERNAL("NP0600", 1, 500, "an internal error"),
  UNREACHABLE("NP0601", 10, 503, "the server does not answer"),
  ENGINE_UNAVAILABLE("NP0602", 1, 503, "np node does not answer"),
  EDGE_UNAVAILABLE("NP0603", 1, 503, "np edge does not answer"),
  STORE_UNAVAILABLE("NP0604", 1, 503, "the control database does not answer"),
  NO_ISOLATION("NP0605", 6, 409, "this machine cannot keep tenants apart"),
  BAD_CONFIGURATION("NP0606", 1, 500, "the configuration is wrong"),
  START_FAILED("NP0607", 1, 500, "a part of np did not start"),
  CORRUPT("NP0608", 1, 500, "a file of np is damaged"),
  TIMED_OUT("NP0609", 9, 504, "no answer in time"),
  NO_SPACE("NP0610", 1, 507, "a disk is full"),

  DATABASE_UNAVAILABLE("NP0701", 1, 503, "the database does not start or cannot be reached"),
  NO_EXTENSION("NP0702", 2, 400, "the extension is not available"),
  IMPORT_FAILED("NP0703", 7, 422, "the import stopped at a statement"),
  SQL_FAILED("NP0704", 7, 422, "the database refused a statement");

  private final String code;
  private final int exit;
  private final int status;
  private final String title;

  ErrorCode(String code, int exit, int status, String title) {
    this.code = code;
    this.exit = exit;
    this.status = status;
    this.title = title;
  }

  /** The entry with this code, as in {@code NP0204}. */
  public static Optional<ErrorCode> of(String code) {
    return Arrays.stream(values()).filter(entry -> entry.code.equals(code)).findFirst();
  }

  public String code() {
    return code;
  }

  /** The exit code of the CLI, see {@code np help exit-codes}. */
  public int exit() {
    return exit;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A short sentence without names. */
  public String title() {
    return title;
  }

  @Override
  public String toString() {
    return code;
  }
}
