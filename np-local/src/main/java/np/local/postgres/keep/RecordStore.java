package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.local.link.ModelJson;
import np.local.storage.FileTree;
import np.local.storage.StateFile;
import np.model.DatabaseId;
import np.model.ErrorCode;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The records of all databases, one state file each, in the directory of the database. */
final class RecordStore {
  private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);
  private static final String NAME = "record";
  private static final String PASSABLE = "rwx--x--x";

  private final Places places;
  private final JsonMapper mapper = ModelJson.mapper(ModelJson.SecretForm.plain());

  RecordStore(Places places) {
    this.places = places;
  }

  /**
   * A record and how often it has been written, counted from the time at which it was made first.
   */
  record Stored(DatabaseRecord record, long generation) {}

  /**
   * Every database that has a record here. A directory without one was made just before np died,
   * and goes; nobody may make databases meanwhile.
   */
  List<DatabaseId> ids() {
    List<DatabaseId> all = new ArrayList<>();
    for (Path tenant : directories(places.layout().databases())) {
      for (Path database : directories(tenant)) {
        if (Files.exists(database.resolve(NAME))) {
          id(tenant, database).ifPresent(all::add);
        } else {
          abandon(database);
        }
      }
    }
    return all;
  }

  /** What has data stays for a person to look at. */
  private static void abandon(Path directory) {
    try {
      new StateFile(directory.resolve(NAME)).deleteUnfinished();
      Files.delete(directory);
    } catch (DirectoryNotEmptyException e) {
      LOG.error("database directory={} state=without-record", directory);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static Optional<DatabaseId> id(Path tenant, Path database) {
    try {
      return Optional.of(DatabaseId.parse(tenant.getFileName() + "/" + database.getFileName()));
    } catch (NpException.Invalid e) {
      return Optional.empty(); // somebody else's directory
    }
  }

  /** Its record; empty when there is none, or a damaged one, which is set aside. */
  Optional<Stored> load(DatabaseId id) {
    return load(places.directory(id).resolve(NAME));
  }

  private Optional<Stored> load(Path file) {
    try {
      return new StateFile(file)
          .read()
          .map(
              state ->
                  new Stored(
                      mapper.readValue(state.content(), DatabaseRecord.class), state.generation()));
    } catch (NpException | JacksonException e) {
      LOG.error("database file={} state=damaged: {}", file, e.getMessage());
      setAside(file);
      return Optional.empty();
    }
  }

  /** Kept for a person to look at; the data stay where they are. */
  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(NAME + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Makes the directory of a new database; it is on disk when this returns. */
  void create(DatabaseId id) {
    Path directory = places.directory(id);
    Path tenant = directory.resolveSibling(".").normalize();
    try {
      boolean first = !Files.isDirectory(tenant);
      if (first) {
        new FileTree(tenant).create(PASSABLE);
        new FileTree(places.layout().databases()).sync();
      }
      new FileTree(directory).create(PASSABLE);
      new FileTree(tenant).sync();
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** Writes a record down; it is on disk when this returns. */
  void save(Stored stored) {
    DatabaseRecord record = stored.record();
    new StateFile(places.directory(record.wanted().id()).resolve(NAME))
        .write(new StateFile.State(stored.generation(), mapper.writeValueAsString(record)));
  }

  private static List<Path> directories(Path parent) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            parent,
            each ->
                !each.getFileName().toString().startsWith(".")
                    && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))) {
      entries.forEach(found::add);
    } catch (IOException e) {
      throw unwritable(parent, e);
    }
    return found;
  }

  private static NpException unwritable(Path path, IOException e) {
    return new NpException.Unavailable(
        ErrorCode.NO_ROOM, path + " cannot be used: " + e.getMessage(), "check the disk", e);
  }
}
