package np.local.postgres.keep;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;

/**
 * Opens a keeper in a process of its own and does what it is told: a home directory, then words of
 * the form {@code verb:database[:argument]}. Prints what it has done.
 */
final class KeeperDriver {
  private final TestKeeper keeper;

  private KeeperDriver(TestKeeper keeper) {
    this.keeper = keeper;
  }

  public static void main(String... arguments) throws Exception {
    System.out.println(DriverProcess.PID + ProcessHandle.current().pid());
    TestKeeper keeper = new TestKeeper(Path.of(arguments[0]));
    KeeperDriver driver = new KeeperDriver(keeper);
    for (String each : List.of(arguments).subList(1, arguments.length)) {
      System.out.println(each + " " + driver.act(each.split(":", -1)));
    }
    keeper.stopWatching();
    System.out.println("end");
    System.exit(0);
  }

  private String act(String... words) throws Exception {
    WantedDatabase wanted = TestDatabases.empty(words[1]);
    switch (words[0]) {
      case "apply" -> keeper.keeper().apply(wanted);
      case "rotate" -> keeper.keeper().apply(TestDatabases.rotated(wanted, "another"));
      case "branch" ->
          keeper.keeper().apply(TestDatabases.branch(words[1], TestDatabases.empty(words[2])));
      case "reset" ->
          keeper
              .keeper()
              .apply(
                  TestDatabases.reset(
                      TestDatabases.branch(words[1], TestDatabases.empty(words[2]))));
      case "resume" -> keeper.keeper().resume(wanted.id());
      case "suspend" -> keeper.keeper().suspend(wanted.id());
      case "remove" -> keeper.keeper().remove(wanted.id());
      case "write" -> write(wanted, words[2]);
      case "read" -> {
        return read(wanted).toString();
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "done";
  }

  private void write(WantedDatabase wanted, String note) throws Exception {
    try (Connection connection = keeper.connect(wanted)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE IF NOT EXISTS notes (n int GENERATED ALWAYS AS IDENTITY, text text)",
          "INSERT INTO notes (text) VALUES ('" + note + "')");
    }
  }

  private List<String> read(WantedDatabase wanted) throws Exception {
    try (Connection connection = keeper.connect(wanted)) {
      return TestKeeper.ask(connection, "SELECT text FROM notes ORDER BY n");
    }
  }
}
