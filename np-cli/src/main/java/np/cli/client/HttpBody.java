package np.cli.client;

import java.io.IOException;
import java.io.OutputStream;

/** What a request carries. */
sealed interface HttpBody {

  /** Nothing. */
  record Empty() implements HttpBody {}

  /** A document. */
  record Json(String text) implements HttpBody {}

  /**
   * Bytes of unknown length, sent in chunks (RFC 9112 section 7.1).
   *
   * @param type media type
   */
  record Streamed(String type, Source source) implements HttpBody {}

  /** Writes itself once. */
  interface Source {
    void writeTo(OutputStream out) throws IOException;
  }
}
