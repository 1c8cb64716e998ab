package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import np.local.catalog.DatabaseBoard;
import np.local.postgres.instance.InstanceLauncher;
import np.local.postgres.instance.InstanceStyle;
import np.local.postgres.instance.PostgresRelease;
import np.local.postgres.instance.RunningInstance;
import np.local.process.DatabaseUids;
import np.local.process.ProcessTable;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DatabaseKeeper} is made of.
 *
 * @param layout of the platform; its node directory exists
 * @param releases of PostgreSQL that there are, one of each version
 * @param distributed a directory with templates that came with np; need not exist
 * @param style how instances are started on this machine
 * @param processes of this machine
 * @param uids of data directories
 * @param ready how many copies of each version wait to become databases
 * @param clock what time it is
 */
public record KeeperSetup(
    HomeLayout layout,
    List<PostgresRelease> releases,
    Path distributed,
    InstanceStyle style,
    ProcessTable processes,
    DatabaseUids uids,
    int ready,
    Clock clock) {
  public KeeperSetup {
    releases = List.copyOf(releases);
  }

  /** The user who makes templates: any that is not root. */
  private static final OptionalInt MAKER = OptionalInt.of(1);

  /**
   * Makes what {@link #distributed} may be, so that a platform need not do it at its first start.
   *
   * @param releases of PostgreSQL
   * @param directory where; what is there and whole stays
   * @param uids of a platform
   */
  public static void prepare(List<PostgresRelease> releases, Path directory, DatabaseUids uids)
      throws IOException {
    Templates.distribute(releases, directory, maker(uids));
  }

  private static OptionalInt maker(DatabaseUids uids) {
    return uids.areUsed() ? MAKER : OptionalInt.empty();
  }

  DatabaseKeeper open() {
    Places places = new Places(layout);
    RecordStore records = new RecordStore(places);
    Map<PostgresVersion, PostgresRelease> byVersion =
        releases.stream().collect(Collectors.toMap(PostgresRelease::version, each -> each));
    Keeping keeping = new Keeping(new DatabaseBoard(), records, byVersion, clock);
    Storage storage = new Storage(places);
    Templates templates = new Templates(byVersion, distributed, maker(uids));
    Volumes volumes = new Volumes(storage, root -> new Pool(root, templates, uids, ready));
    try {
      new FileTree(layout.databases()).create("rwx--x--x");
      makeSockets(places.sockets());
      volumes.open();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          layout.databases() + " cannot be used: " + e.getMessage(),
          "check its rights and the disk",
          e);
    }
    return open(keeping, records, storage, volumes);
  }

  /** It may lie where everybody may make directories and links: it must be np's own. */
  private static void makeSockets(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a link");
    }
    new FileTree(directory).create("rwx--x--x");
  }

  private DatabaseKeeper open(
      Keeping keeping, RecordStore records, Storage storage, Volumes volumes) {
    Watching watching = new Watching();
    Runner runner =
        new Runner(keeping, storage, new InstanceLauncher(processes, style), watching::begin);
    DataMaker data =
        new DataMaker(
            keeping, storage, new Branching(storage, uids, style, runner::settle), runner);
    Care care = new Care(keeping, runner, data);
    IdleWatch idle = new IdleWatch(runner);
    watching.idle = idle;
    watching.care = care;
    Opening opening = new Opening(keeping, records, storage, care);
    keeping.readFrom(opening);
    opening.start();
    return new DatabaseKeeper(
        keeping,
        records,
        new DatabaseKeeper.Rooms(care, idle, volumes),
        new KeptCatalog(keeping, care, runner));
  }

  /** Ties the knot between who starts instances and who looks after them. */
  private static final class Watching {
    private @Nullable IdleWatch idle;
    private @Nullable Care care;

    void begin(Database database, RunningInstance instance) {
      Care known = Objects.requireNonNull(care);
      IdleWatch attending = Objects.requireNonNull(idle);
      instance.watch(() -> known.ended(database, instance));
      Thread.ofVirtual()
          .name("database-idle")
          .start(
              () -> {
                try {
                  attending.attend(database, instance);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }
}
