package np.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * What a directory without np.yaml seems to be.
 *
 * @param text of the np.yaml that it would have
 * @param why one line: what was chosen and by what sign
 */
record Detection(String text, String why) {

  /**
   * @throws NpException.Invalid SPEC_NOT_DETECTED
   */
  static Detection of(Path directory) {
    if (Files.isRegularFile(directory.resolve("index.html"))) {
      return new Detection("static: .\n", "a static site, because index.html is there");
    }
    throw new NpException.Invalid(
        ErrorCode.SPEC_NOT_DETECTED,
        "np cannot tell how to run " + directory,
        "write np.yaml: np init makes one to fill in");
  }
}
