package np.cli.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a request carries. Methods instead of a switch over the kinds: each first type switch costs
 * the CLI some 10 ms of start-up, since the AOT cache does not keep them.
 */
sealed interface HttpBody {

  /** The header lines that describe it, each with its line end. */
  String head();

  void writeTo(OutputStream out) throws IOException;

  /** Nothing. */
  record Empty(String head) implements HttpBody {
    @Override
    public void writeTo(OutputStream out) {}
  }

  /** A document. */
  record Json(String text) implements HttpBody {
    @Override
    public String head() {
      return "Content-Type: application/json\r\nContent-Length: " + bytes().length + "\r\n";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes());
    }

    private byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Bytes of unknown length, sent in chunks (RFC 9112 section 7.1).
   *
   * @param type media type
   */
  record Streamed(String type, Source source) implements HttpBody {
    private static final int CHUNK = 32 << 10;

    @Override
    public String head() {
      return "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      OutputStream chunks = new BufferedOutputStream(new HttpChunks(out), CHUNK);
      source.writeTo(chunks);
      chunks.close();
    }
  }

  /** Writes itself once. */
  interface Source {
    void writeTo(OutputStream out) throws IOException;
  }
}
