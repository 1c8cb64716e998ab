package np.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import np.cli.host.Streams;
import np.cli.json.JsonObject;
import np.cli.json.JsonWriter;
import np.model.Printable;

/** The one writer of stdout and stderr. Every line goes out at once and in UTF-8. */
public final class Output {
  private final OutputStream out;
  private final OutputStream err;
  private final Look look;
  private final JsonWriter writer = new JsonWriter();

  public Output(Streams streams, Look look) {
    this.out = streams.out();
    this.err = streams.err();
    this.look = look;
  }

  public Look look() {
    return look;
  }

  public boolean isJson() {
    return look.format() == Look.Format.JSON;
  }

  /** A line of data for people; left out with --json. np's own words: escape others before. */
  public void data(String line) {
    if (!isJson()) {
      write(out, look.out().marks(line) + "\n");
    }
  }

  /** Data that must not be altered, line end included: a script, a file, an app's output. */
  public void raw(String text) {
    if (!isJson()) {
      write(out, text);
    }
  }

  /** Bytes of data exactly as they are. */
  public void raw(ByteBuffer bytes) {
    write(out, bytes);
  }

  /** Bytes for standard error exactly as they are. */
  public void rawError(ByteBuffer bytes) {
    write(err, bytes);
  }

  /** Text for standard error exactly as it is. */
  public void rawError(String text) {
    write(err, text);
  }

  /** One JSON document on its own line; left out without --json. */
  public void json(JsonObject document) {
    if (isJson()) {
      write(out, writer.write(document) + "\n");
    }
  }

  /**
   * Standard output for data in a form of their own, to the last byte; buffered: the caller
   * flushes.
   */
  public OutputStream stream() {
    return new DataStream(out);
  }

  /** A message; left out with -q. */
  public void note(String line) {
    if (look.quiet() == Look.Volume.NORMAL) {
      write(err, look.err().marks(line) + "\n");
    }
  }

  /** A message that always counts. */
  public void alarm(String line) {
    write(err, look.err().marks(line) + "\n");
  }

  /** A line on a terminal that takes the place of the one before; empty: it goes away. */
  public void meter(String line) {
    paint("\r\u001b[K" + look.err().marks(line));
  }

  /** A question, without a line end. */
  public void prompt(String text) {
    write(err, text);
  }

  /** Control sequences and frames of live progress. */
  void paint(String text) {
    write(err, text);
  }

  /** Somebody else's text, safe to show. */
  public static String safe(String text) {
    return Printable.escape(text);
  }

  private static void write(OutputStream stream, String text) {
    write(stream, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(OutputStream stream, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    try {
      synchronized (stream) {
        stream.write(copy);
        stream.flush();
      }
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }
}
