package np.edge.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a head and where its fields lie in them. Is used again and again, so that a request
 * makes no garbage; belongs to one event loop and is valid only while its request is.
 */
public final class HeaderBlock {
  private static final int STRIDE = 5;
  private static final int SPARE = 16;

  private byte[] bytes = new byte[1024];
  private int length;
  private Field[] fields = new Field[SPARE];
  private int[] spans = new int[SPARE * STRIDE];
  private int count;

  /** Forgets everything; gives back memory that only an unusually large head needed. */
  public void clear() {
    length = 0;
    count = 0;
    if (bytes.length > 8192) {
      bytes = new byte[1024];
    }
  }

  /** The bytes, of which {@link #length} are valid; changes whenever something is added. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** How many fields there are. */
  public int count() {
    return count;
  }

  /** Takes {@code size} bytes out of {@code source}. */
  public void append(ByteBuf source, int size) {
    reserve(size);
    source.readBytes(bytes, length, size);
    length += size;
  }

  /** Gives back the last {@code size} bytes. */
  public void truncate(int size) {
    length -= size;
  }

  /**
   * Appends text, each character as one byte; what cannot be part of a head becomes a question
   * mark, so that nothing can break out of its line. Returns where it starts.
   */
  public int append(CharSequence text) {
    int size = text.length();
    reserve(size + 4);
    int start = length;
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      bytes[start + i] = c <= 0xff && Grammar.isValue((byte) c) ? (byte) c : (byte) '?';
    }
    length = start + size;
    return start;
  }

  /** Adds a field that is to be sent. */
  public void add(CharSequence name, CharSequence value) {
    int nameStart = append(name);
    int nameEnd = length;
    bytes[length++] = ':';
    bytes[length++] = ' ';
    int valueStart = append(value);
    int valueEnd = length;
    endLine();
    mark(Field.of(bytes, nameStart, nameEnd), nameStart, nameEnd);
    span(valueStart, valueEnd, length);
  }

  /** Appends CR LF. */
  void endLine() {
    reserve(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  /** Notes a field whose name lies between the places; {@link #span} must follow. */
  void mark(Field field, int nameStart, int nameEnd) {
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, count * 2);
      spans = Arrays.copyOf(spans, spans.length * 2);
    }
    fields[count] = field;
    spans[count * STRIDE] = nameStart;
    spans[count * STRIDE + 1] = nameEnd;
  }

  /** Completes the field noted by {@link #mark}. */
  void span(int valueStart, int valueEnd, int lineEnd) {
    int base = count * STRIDE;
    spans[base + 2] = valueStart;
    spans[base + 3] = valueEnd;
    spans[base + 4] = lineEnd;
    count++;
  }

  public Field field(int index) {
    return fields[index];
  }

  int nameStart(int index) {
    return spans[index * STRIDE];
  }

  int nameEnd(int index) {
    return spans[index * STRIDE + 1];
  }

  int valueStart(int index) {
    return spans[index * STRIDE + 2];
  }

  int valueEnd(int index) {
    return spans[index * STRIDE + 3];
  }

  int lineEnd(int index) {
    return spans[index * STRIDE + 4];
  }

  /** The name as it was written. */
  public String name(int index) {
    return text(nameStart(index), nameEnd(index));
  }

  /** The value without blanks around it, each byte as one character. */
  public String value(int index) {
    return text(valueStart(index), valueEnd(index));
  }

  /** The first value of a field. */
  public @Nullable String value(Field field) {
    for (int i = 0; i < count; i++) {
      if (fields[i] == field) {
        return value(i);
      }
    }
    return null;
  }

  /** The values of all fields with this lower-case name, in their order. */
  public List<String> values(String lowerCaseName) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (Grammar.matches(bytes, nameStart(i), nameEnd(i), lowerCaseName)) {
        values.add(value(i));
      }
    }
    return values;
  }

  /** The first value of the field with this lower-case name. */
  public @Nullable String value(String lowerCaseName) {
    for (int i = 0; i < count; i++) {
      if (hasName(i, lowerCaseName)) {
        return value(i);
      }
    }
    return null;
  }

  /** Whether the field's name is this one, given in lower case. */
  public boolean hasName(int index, String lowerCaseName) {
    return Grammar.matches(bytes, nameStart(index), nameEnd(index), lowerCaseName);
  }

  String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private void reserve(int size) {
    if (bytes.length - length < size) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
    }
  }
}
