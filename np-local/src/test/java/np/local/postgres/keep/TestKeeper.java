package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import np.local.postgres.TestReleases;
import np.local.postgres.UnixSocketFactory;
import np.local.postgres.instance.InstanceStyle;
import np.local.process.Confinement;
import np.local.process.DatabaseUids;
import np.local.process.LaunchPlatform;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.DatabaseId;
import np.model.WantedDatabase;

/** A keeper with a home of its own and real instances, and what clients do in its databases. */
final class TestKeeper implements AutoCloseable {
  private final HomeLayout layout;
  private final LaunchPlatform machine;
  private DatabaseKeeper keeper;

  TestKeeper(Path home) throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    layout = new HomeLayout(home.resolve("np"));
    new FileTree(layout.home()).create("rwx--x--x");
    new FileTree(layout.node()).create("rwx--x--x");
    machine = LaunchPlatform.of(layout, 1);
    keeper = open(InstanceStyle.on(machine));
  }

  DatabaseKeeper keeper() {
    return keeper;
  }

  HomeLayout layout() {
    return layout;
  }

  /** The keeper is as good as dead, and its instances run on. */
  void stopWatching() {
    keeper.close();
  }

  /** As after the death of the node. */
  void reopen() throws IOException {
    reopen(InstanceStyle.on(machine));
  }

  /** The same by an np that starts instances otherwise. */
  void reopen(InstanceStyle style) throws IOException {
    keeper.close();
    keeper = open(style);
  }

  /** Takes the volume away, if one was made. */
  void unmount() throws IOException {
    new VolumeImage(layout).unmount();
  }

  private DatabaseKeeper open(InstanceStyle style) throws IOException {
    DatabaseUids uids = DatabaseUids.of(layout);
    return DatabaseKeeper.open(
        new KeeperSetup(
            layout,
            TestReleases.all(),
            TestReleases.templates(uids),
            style,
            machine.processes(),
            uids,
            1,
            Clock.systemUTC()));
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Connects as a gateway does, as the owner. */
  Connection connect(WantedDatabase wanted) throws SQLException {
    return connect(wanted.id(), wanted.label().value(), wanted.label().value());
  }

  /** Connects as a gateway does. */
  Connection connect(DatabaseId id, String database, String role) throws SQLException {
    String socket = keeper.catalog().wake(id).path();
    String url =
        "jdbc:postgresql://localhost/"
            + database
            + "?sslmode=disable&gssEncMode=disable&socketFactory="
            + UnixSocketFactory.class.getName()
            + "&socketFactoryArg="
            + socket;
    return DriverManager.getConnection(url, role, "");
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  static List<String> ask(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      while (answer.next()) {
        rows.add(answer.getString(1));
      }
    }
    return rows;
  }

  /** Removes every database. */
  @Override
  public void close() {
    keeper.observe().forEach(each -> keeper.remove(each.id()));
    keeper.close();
    machine.confinement().ifPresent(Confinement::dismantle);
    machine.dismantle();
  }
}
