package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import np.local.storage.FileCalls.Descriptor;
import np.local.storage.FileCalls.Mode;

/**
 * A directory whose files are copied although it belongs to somebody who may put links into it at
 * any moment: no link on the way to a file is followed (openat2(2)).
 */
final class SourceTree implements AutoCloseable {
  private static final long OPENAT2 = 437;

  /** RESOLVE_NO_SYMLINKS and RESOLVE_BENEATH. */
  private static final long BENEATH = 0x04 | 0x08;

  private static final int HOW = 24;
  private static final int ATTEMPTS = 100;

  /** The most that is copied at once, in bytes. */
  static final long PIECE = 8 << 20;

  private static final MethodHandle SYSCALL =
      NativeCalls.find(
          "syscall",
          1,
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle COPY =
      NativeCalls.find(
          "copy_file_range",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle SEND =
      NativeCalls.find(
          "sendfile",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private final Path root;
  private final Descriptor directory;

  SourceTree(Path root) throws IOException {
    this.root = root;
    this.directory = FileCalls.open(root, Mode.READ);
  }

  /** Opens a file below it to be read; the caller closes it. */
  Descriptor open(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return openOnce(file);
      } catch (NativeCalls.Failure e) {
        if (e.isUnknown()) { // Linux before 5.6
          return FileCalls.open(file, Mode.READ);
        }
        if (!e.isTransient() || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Descriptor openOnce(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      MemorySegment name = arena.allocateFrom(root.relativize(file).toString());
      MemorySegment how = arena.allocate(HOW, 8);
      how.set(ValueLayout.JAVA_LONG, 0, Mode.READ.flags());
      how.set(ValueLayout.JAVA_LONG, 16, BENEATH);
      long result =
          (long)
              SYSCALL.invokeExact(state, OPENAT2, (long) directory.number(), name, how, (long) HOW);
      return new Descriptor((int) NativeCalls.checked(result, state, file));
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /**
   * Copies the next piece of a file within the kernel.
   *
   * @param named for messages
   * @return how many bytes; 0 at the end
   */
  static long copyPiece(Descriptor from, Descriptor to, Path named) throws IOException {
    try {
      return copyRange(from, to, named);
    } catch (NativeCalls.Failure e) {
      if (e.isUnsupported() || e.isUnknown()) { // two file systems
        return send(from, to, named);
      }
      throw e;
    }
  }

  private static long copyRange(Descriptor from, Descriptor to, Path named) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      long result =
          (long)
              COPY.invokeExact(
                  state,
                  from.number(),
                  MemorySegment.NULL,
                  to.number(),
                  MemorySegment.NULL,
                  PIECE,
                  0);
      return NativeCalls.checked(result, state, named);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  private static long send(Descriptor from, Descriptor to, Path named) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      long result =
          (long) SEND.invokeExact(state, to.number(), from.number(), MemorySegment.NULL, PIECE);
      return NativeCalls.checked(result, state, named);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
