package np.edge.log;

import java.io.OutputStream;
import java.time.Instant;
import np.edge.http.AccessEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes entries as JSON, one per line. Whatever a client has sent, a line has no line break and no
 * control character in it: everything but printable ASCII is escaped.
 */
final class EntryEncoder {
  private static final int LAST_PRINTABLE = '~';

  private final JsonGenerator json;
  private long second = Long.MIN_VALUE;
  private String secondText = "";

  /** Writes into {@code out}, which holds whole lines after each call. */
  EntryEncoder(OutputStream out) {
    JsonFactory factory =
        JsonFactory.builder()
            .highestNonEscapedChar(LAST_PRINTABLE)
            .characterEscapes(new Delete())
            .rootValueSeparator("")
            .build();
    json = factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** The one control character that JSON lets through (RFC 8259 section 7). */
  private static final class Delete extends CharacterEscapes {
    private static final int DELETE = 127;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[DELETE] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  void write(AccessEntry entry) {
    json.writeStartObject();
    json.writeStringProperty("time", time(entry.timeMillis()));
    json.writeStringProperty("id", entry.requestId());
    json.writeStringProperty("client", entry.client());
    json.writeStringProperty("protocol", entry.protocol());
    json.writeStringProperty("method", entry.method());
    json.writeStringProperty("host", entry.host());
    json.writeStringProperty("path", entry.path());
    json.writeNumberProperty("status", entry.status());
    json.writeNumberProperty("bytes_in", entry.bytesIn());
    json.writeNumberProperty("bytes_out", entry.bytesOut());
    json.writeNumberProperty("duration_us", entry.totalNanos() / 1000);
    json.writeNumberProperty("upstream_us", entry.upstreamNanos() / 1000);
    optional("app", entry.app());
    optional("instance", entry.instance());
    end();
  }

  /** Says that so many entries are missing here. */
  void writeDropped(long timeMillis, long count) {
    json.writeStartObject();
    json.writeStringProperty("time", time(timeMillis));
    json.writeNumberProperty("dropped", count);
    end();
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private void end() {
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  /** RFC 3339 with milliseconds; all but those are the same for many entries. */
  private String time(long millis) {
    long current = Math.floorDiv(millis, 1000);
    if (current != second) {
      second = current;
      String text = Instant.ofEpochSecond(current).toString();
      secondText = text.substring(0, text.length() - 1);
    }
    int rest = (int) Math.floorMod(millis, 1000L);
    return secondText + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest + "Z";
  }
}
