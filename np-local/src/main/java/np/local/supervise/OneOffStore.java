package np.local.supervise;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.local.storage.StateFile;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The records of one-offs, one state file each; results are kept for a week. */
final class OneOffStore {
  private static final Logger LOG = LoggerFactory.getLogger(OneOffStore.class);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final String SUFFIX = ".json";

  private final Path directory;
  private final JsonMapper mapper;

  OneOffStore(Path directory, JsonMapper mapper) {
    this.directory = directory;
    this.mapper = mapper;
  }

  Optional<OneOffRecord> find(InstanceId id) {
    return read(file(id));
  }

  void save(OneOffRecord record) {
    file(record.task().id()).write(new StateFile.State(1, mapper.writeValueAsString(record)));
  }

  void delete(InstanceId id) {
    try {
      Files.deleteIfExists(file(id).path());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Those that had not ended when they were last written down; drops results that are too old. */
  List<OneOffRecord> unfinished(Instant now) {
    List<OneOffRecord> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        Optional<OneOffRecord> record = read(new StateFile(file));
        record.filter(each -> each.exit().isEmpty()).ifPresent(found::add);
        if (record.isEmpty() || isOld(record.get(), now)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    return found;
  }

  private static boolean isOld(OneOffRecord record, Instant now) {
    return record.exit().isPresent() && record.killAt().plus(KEPT).isBefore(now);
  }

  private Optional<OneOffRecord> read(StateFile file) {
    try {
      return file.read().map(state -> mapper.readValue(state.content(), OneOffRecord.class));
    } catch (NpException | JacksonException e) {
      LOG.error("one-off file={} state=damaged: {}", file.path(), e.getMessage());
      return Optional.empty();
    }
  }

  private StateFile file(InstanceId id) {
    return new StateFile(directory.resolve(id.value() + SUFFIX));
  }

  private NpException failed(IOException e) {
    return new NpException.Unavailable(
        ErrorCode.INTERNAL, directory + ": " + e, "check its owner and the disk", e);
  }
}
