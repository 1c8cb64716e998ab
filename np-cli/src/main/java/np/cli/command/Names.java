package np.cli.command;

import java.util.List;
import java.util.Optional;

/**
 * An app and names of variables, as typed in one row: the first is the app unless -a names it or it
 * looks like a variable.
 */
record Names(Optional<String> app, List<String> names) {

  /** Of {@code [APP] NAME...}. */
  static Names of(Session session) {
    List<String> given = session.arguments().plain();
    boolean appFirst =
        session.globals().app().isEmpty()
            && given.size() > 1
            && given.getFirst().matches("[a-z][a-z0-9-]*[a-z0-9]");
    return appFirst
        ? new Names(Optional.of(given.getFirst()), given.subList(1, given.size()))
        : new Names(Optional.empty(), given);
  }

  /** Of {@code [APP] NAME=VALUE...}. */
  static Names ofPairs(Session session) {
    List<String> given = session.arguments().plain();
    boolean appFirst = !given.isEmpty() && given.getFirst().indexOf('=') < 0;
    return appFirst
        ? new Names(Optional.of(given.getFirst()), given.subList(1, given.size()))
        : new Names(Optional.empty(), given);
  }
}
