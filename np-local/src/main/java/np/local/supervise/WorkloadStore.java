package np.local.supervise;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import np.local.storage.StateFile;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.WorkloadId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The records of all workloads, one state file each. */
final class WorkloadStore {
  private static final Logger LOG = LoggerFactory.getLogger(WorkloadStore.class);
  private static final String SUFFIX = ".json";

  private final Path directory;
  private final JsonMapper mapper;

  WorkloadStore(Path directory, JsonMapper mapper) {
    this.directory = directory;
    this.mapper = mapper;
  }

  /**
   * Everything that is there.
   *
   * @param records that could be read
   * @param damaged files that could not; what they describe may still run
   */
  record Contents(List<WorkloadRecord> records, List<Path> damaged) {}

  Contents load() {
    Contents contents = new Contents(new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      files.forEach(file -> load(file, contents));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return contents;
  }

  private void load(Path file, Contents contents) {
    try {
      new StateFile(file)
          .read()
          .map(state -> mapper.readValue(state.content(), WorkloadRecord.class))
          .ifPresent(contents.records()::add);
    } catch (NpException | JacksonException e) {
      LOG.error("workload file={} state=damaged: {}", file, e.getMessage());
      contents.damaged().add(setAside(file));
    }
  }

  /** Kept for a person to look at; out of the way of what is written next. */
  private Path setAside(Path file) {
    try {
      return Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Writes a record down; it is on disk when this returns. */
  void save(WorkloadRecord record, long generation) {
    file(record.goal().wanted().id())
        .write(new StateFile.State(generation, mapper.writeValueAsString(record)));
  }

  long generation(WorkloadId id) {
    return file(id).read().map(StateFile.State::generation).orElse(0L);
  }

  void delete(WorkloadId id) {
    try {
      Files.deleteIfExists(file(id).path());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private StateFile file(WorkloadId id) {
    String name = id.app().tenant() + "." + id.app().app() + "." + id.process() + SUFFIX;
    return new StateFile(directory.resolve(name));
  }

  private NpException unreadable(IOException e) {
    return new NpException.Unavailable(
        ErrorCode.INTERNAL, directory + ": " + e, "check its owner and the disk", e);
  }
}
