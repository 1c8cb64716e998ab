package np.cli.command;

import java.util.List;

/** Why a command can end with more than 0, 1 and 2, which every command can. */
public enum Exits {
  /** It reads np.yaml. */
  FILE,
  /** It asks a server. */
  SERVER,
  /** It looks for something that is kept on this machine. */
  NAME,
  /** It changes something that others may hold. */
  CONFLICT,
  /** It moves an app to a release. */
  DEPLOYMENT,
  /** It needs room on a machine. */
  ROOM,
  /** It runs SQL. */
  STATEMENT,
  /** It wants a person's word. */
  CONFIRMATION,
  /** It can tell a script that changes are pending. */
  PENDING,
  /** It passes on the code of a command, and says so when it failed itself. */
  COMMAND;

  public List<Integer> codes() {
    return switch (this) {
      case FILE -> List.of(3);
      case SERVER -> List.of(4, 5, 9, 10);
      case NAME -> List.of(5);
      case CONFLICT -> List.of(6);
      case DEPLOYMENT -> List.of(6, 7, 8);
      case ROOM, STATEMENT -> List.of(7);
      case CONFIRMATION -> List.of(11);
      case PENDING -> List.of(20);
      case COMMAND -> List.of(125);
    };
  }
}
