package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import np.local.storage.FileTree;

/**
 * Who types np in a test.
 *
 * @param launcher the np that is called
 * @param directory where it is called
 * @param uid under which it runs; empty: that of the tests
 * @param variables of the environment beside the usual ones
 */
record Person(Path launcher, Path directory, OptionalInt uid, Map<String, String> variables) {

  /** Whoever runs the tests, with the checkout. */
  static Person self() {
    Path root = Path.of(System.getProperty("np.root"));
    return new Person(root.resolve("np"), root, OptionalInt.empty(), Map.of());
  }

  /** An ordinary user, whom this machine need not know, with an np that root has installed. */
  static Person ordinary(Path launcher, Path directory, int uid) {
    Map<String, String> variables = Map.of("HOME", directory.toString());
    return new Person(launcher, directory, OptionalInt.of(uid), variables);
  }

  /** The start of every command line. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    if (uid.isPresent()) {
      command.add("setpriv");
      command.addAll(List.of("--reuid=" + uid.getAsInt(), "--regid=" + uid.getAsInt()));
      command.addAll(List.of("--clear-groups", "--inh-caps=-all", "--"));
    }
    command.add(launcher.toString());
    return command;
  }

  /** Gives a directory of the test to this person. */
  void owns(Path tree) {
    try {
      if (uid.isPresent()) {
        new FileTree(tree).giveTo(uid.getAsInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
