package np.local.link;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import np.local.storage.StateFile;
import np.model.Endpoints;
import np.model.NpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The last known endpoints on disk, written beside the traffic and not before it. */
final class EndpointsFile {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointsFile.class);

  private final JsonMapper mapper = ModelJson.mapper(ModelJson.SecretForm.plain());
  private final StateFile file;
  private List<Endpoints> wanted = List.of();
  private boolean writing;
  private boolean resting;

  EndpointsFile(Path path) {
    this.file = new StateFile(path);
  }

  /** A content of the file. */
  private record Content(List<Endpoints> endpoints) {}

  /** What is on disk; nothing when that is damaged. */
  List<Endpoints> read() {
    try {
      return file.read()
          .map(state -> mapper.readValue(state.content(), Content.class).endpoints())
          .orElse(List.of());
    } catch (NpException | JacksonException e) {
      LOG.warn("endpoints file={} state=ignored: {}", file.path(), e.getMessage());
      return List.of();
    }
  }

  /** Has this written soon; of several in quick succession only the last. */
  synchronized void write(Collection<Endpoints> endpoints) {
    wanted = List.copyOf(endpoints);
    writeSoon();
  }

  private void writeSoon() {
    if (!writing && !resting) {
      writing = true;
      Thread.ofVirtual().name("endpoints-file").start(this::writeAll);
    }
  }

  /** The file is another's to write; returns when nothing is being written any more. */
  synchronized void rest() throws InterruptedException {
    resting = true;
    while (writing) {
      wait();
    }
  }

  /** The file is ours to write again, and to bring up to date. */
  synchronized void keep() {
    resting = false;
    writeSoon();
  }

  private void writeAll() {
    List<Endpoints> written = List.of();
    for (List<Endpoints> next = next(null); next != null; next = next(written)) {
      written = next;
      writeOnce(next);
    }
  }

  private synchronized @Nullable List<Endpoints> next(@Nullable List<Endpoints> written) {
    writing = !wanted.equals(written) && !resting;
    notifyAll();
    return writing ? wanted : null;
  }

  private void writeOnce(List<Endpoints> endpoints) {
    try {
      long generation = file.read().map(StateFile.State::generation).orElse(0L);
      file.write(
          new StateFile.State(generation + 1, mapper.writeValueAsString(new Content(endpoints))));
    } catch (NpException e) {
      LOG.warn("endpoints file={} state=not-written: {}", file.path(), e.getMessage());
    }
  }
}
