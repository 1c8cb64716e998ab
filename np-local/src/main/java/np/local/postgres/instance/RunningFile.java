package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import np.local.process.ProcessRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which process an instance is, written where the instance cannot write. It is a help for the next
 * np only, and may be missing.
 *
 * @param place of the instance
 */
record RunningFile(InstancePlace place) {
  private static final Logger LOG = LoggerFactory.getLogger(RunningFile.class);

  Optional<ProcessRef> read() {
    try {
      String[] numbers = Files.readString(path()).strip().split(" ", -1);
      return Optional.of(new ProcessRef(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  void write(ProcessRef process) {
    try {
      Files.writeString(path(), process.pid() + " " + process.startTicks() + "\n");
    } catch (IOException e) {
      LOG.warn("file={} state=not-written: {}", path(), e.toString());
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      LOG.warn("file={} state=not-deleted: {}", path(), e.toString());
    }
  }

  private Path path() {
    return place.directory().resolve("running");
  }
}
