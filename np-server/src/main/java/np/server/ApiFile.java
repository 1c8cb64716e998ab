package np.server;

import java.io.IOException;
import java.nio.file.Files;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.http.Json;
import np.server.store.PrivateFile;

/** {@code api.json}: tells programs of this machine where the API answers. */
record ApiFile(PrivateFile file, Json json, String version) {

  /** Its content. */
  record Content(String url, long pid, String version) {}

  void write(int port) {
    Content content =
        new Content("http://127.0.0.1:" + port, ProcessHandle.current().pid(), version);
    try {
      file.write(json.text(content) + "\n");
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      throw failed("removed", e);
    }
  }

  private NpException failed(String how, IOException cause) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED,
        file.path() + " cannot be " + how,
        "check its owner and the disk",
        cause);
  }
}
