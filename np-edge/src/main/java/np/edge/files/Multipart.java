package np.edge.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Several parts of a content in one body, {@code multipart/byteranges} (RFC 9110 section 14.6).
 *
 * @param boundary text that is not in the content
 * @param partType Content-Type of the content
 * @param size of the whole content
 * @param ranges the parts
 */
record Multipart(String boundary, String partType, long size, List<ByteRange> ranges) {
  Multipart {
    ranges = List.copyOf(ranges);
  }

  /** Where the bytes of the parts come from. */
  interface Source {
    /** Appends the bytes of a part. */
    void copy(ByteRange range, ByteBuf out);
  }

  /** Content-Type of the body. */
  String type() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  /** How long the body is. */
  long length() {
    long sum = end().length();
    for (ByteRange range : ranges) {
      sum += head(range).length() + range.length();
    }
    return sum;
  }

  /** The body, to be released. */
  ByteBuf body(ByteBufAllocator allocator, Source source) {
    ByteBuf out = allocator.directBuffer((int) length());
    try {
      write(out, source);
      return out.retain();
    } finally {
      out.release();
    }
  }

  private void write(ByteBuf out, Source source) {
    for (ByteRange range : ranges) {
      out.writeCharSequence(head(range), StandardCharsets.US_ASCII);
      source.copy(range, out);
    }
    out.writeCharSequence(end(), StandardCharsets.US_ASCII);
  }

  private String head(ByteRange range) {
    return "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
        .formatted(boundary, partType, range.of(size));
  }

  private String end() {
    return "\r\n--" + boundary + "--\r\n";
  }
}
