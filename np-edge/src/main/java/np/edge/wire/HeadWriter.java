package np.edge.wire;

import io.netty.buffer.ByteBuf;

/**
 * Writes heads that came in one connection into another. Fields that go on as they are lie side by
 * side nearly always, so whole runs of them are copied at once.
 */
public final class HeadWriter {
  private HeadWriter() {}

  /** Writes method, blank and target, without the first {@code stripped} bytes of the path. */
  public static void requestLine(ByteBuf out, RequestHead head, int stripped) {
    byte[] bytes = head.fields().bytes();
    out.writeBytes(bytes, head.methodStart, head.methodEnd - head.methodStart);
    out.writeByte(' ');
    int start = head.targetStart + stripped;
    if (stripped > 0 && (start == head.targetEnd || bytes[start] != '/')) {
      out.writeByte('/');
    }
    out.writeBytes(bytes, start, head.targetEnd - start);
  }

  /** Writes the fields of a request that are not for this hop and do not say who the client is. */
  public static void requestFields(ByteBuf out, RequestHead head) {
    HeaderBlock block = head.fields();
    boolean names = head.framing().namesFields();
    Run run = new Run(out, block);
    for (int i = 0; i < block.count(); i++) {
      Field field = block.field(i);
      boolean kept =
          field == Field.OTHER
              || field.kind() == Field.Kind.END_TO_END
              || field.kind() == Field.Kind.FRAMING;
      if (kept && names && field.kind() == Field.Kind.END_TO_END) {
        kept = !Framing.isNamed(block, i);
      }
      run.field(i, kept);
    }
    run.end();
  }

  /** Writes status, blank and reason phrase. */
  public static void statusLine(ByteBuf out, ResponseHead head) {
    int status = head.status;
    out.writeByte('0' + status / 100);
    out.writeByte('0' + status / 10 % 10);
    out.writeByte('0' + status % 10);
    out.writeByte(' ');
    out.writeBytes(head.fields().bytes(), head.reasonStart, head.reasonEnd - head.reasonStart);
  }

  /** Writes the fields of a response that are not for this hop. */
  public static void responseFields(ByteBuf out, ResponseHead head) {
    HeaderBlock block = head.fields();
    boolean names = head.framing().namesFields();
    Run run = new Run(out, block);
    for (int i = 0; i < block.count(); i++) {
      boolean kept = isForClients(block.field(i));
      if (kept && names && block.field(i) != Field.CONTENT_LENGTH) {
        kept = !Framing.isNamed(block, i);
      }
      run.field(i, kept);
    }
    run.end();
  }

  /** Writes the trailer fields of a response that may follow a body (RFC 9110 section 6.5.1). */
  public static void trailers(ByteBuf out, HeaderBlock block) {
    Run run = new Run(out, block);
    for (int i = 0; i < block.count(); i++) {
      run.field(i, isTrailer(block.field(i)));
    }
    run.end();
  }

  /** Whether a field of a response goes on to the client. */
  static boolean isForClients(Field field) {
    return switch (field.kind()) {
      case HOP_BY_HOP, REQUEST_ID -> false;
      case END_TO_END, FRAMING, FORWARDING -> true;
    };
  }

  static boolean isTrailer(Field field) {
    return field == Field.OTHER || field == Field.UNDERSCORE;
  }

  /** Fields that lie side by side and go on together. */
  private static final class Run {
    private final ByteBuf out;
    private final HeaderBlock block;
    private int start;
    private int end;

    Run(ByteBuf out, HeaderBlock block) {
      this.out = out;
      this.block = block;
    }

    void field(int index, boolean kept) {
      if (!kept) {
        end();
      } else if (end == block.nameStart(index)) {
        end = block.lineEnd(index);
      } else {
        end();
        start = block.nameStart(index);
        end = block.lineEnd(index);
      }
    }

    void end() {
      if (end > start) {
        out.writeBytes(block.bytes(), start, end - start);
      }
      start = 0;
      end = 0;
    }
  }
}
