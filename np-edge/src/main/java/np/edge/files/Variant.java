package np.edge.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A content in one coding.
 *
 * @param coding it has
 * @param validators of these bytes
 * @param body where they are
 */
record Variant(Coding coding, Validators validators, Body body) {

  /** Where the bytes of a variant are. */
  sealed interface Body {

    /** In memory, outside the heap. The collector frees it with its last reader. */
    record Memory(ByteBuffer bytes) implements Body {

      int size() {
        return bytes.limit();
      }

      /** The bytes for one reader: a buffer has state, and readers are on different threads. */
      ByteBuf open() {
        return Unpooled.wrappedBuffer(bytes.duplicate());
      }
    }

    /** In a file, {@code size} bytes long. */
    record OnDisk(Place place, long size) implements Body {}

    /** Made from a file with each request. */
    record Deflated(Place place) implements Body {}
  }

  /** In bytes; -1 when that is known only at the end. */
  long size() {
    return switch (body) {
      case Body.Memory memory -> memory.size();
      case Body.OnDisk file -> file.size();
      case Body.Deflated file -> -1;
    };
  }

  /** How much memory it takes. */
  long weight() {
    return body instanceof Body.Memory memory ? memory.size() : 0;
  }
}
