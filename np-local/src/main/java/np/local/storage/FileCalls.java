package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The system calls on files that the JDK does not offer. Symbolic links are never followed. */
final class FileCalls {
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;

  /** The numbers differ between x86-64 and arm64. */
  private static final int O_NOFOLLOW =
      System.getProperty("os.arch", "").equals("amd64") ? 0x20000 : 0x8000;

  private static final int O_DIRECTORY =
      System.getProperty("os.arch", "").equals("amd64") ? 0x10000 : 0x4000;

  /** Opens a directory and nothing else. */
  static final int DIRECTORY = O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY;

  private static final MethodHandle OPEN =
      NativeCalls.find(
          "open",
          2,
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
  private static final MethodHandle IOCTL =
      NativeCalls.find(
          "ioctl",
          2,
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));
  private static final MethodHandle CLOSE =
      NativeCalls.find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle SYNCFS =
      NativeCalls.find("syncfs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final MethodHandle SYNC_FILE_RANGE =
      NativeCalls.find(
          "sync_file_range",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  /** SYNC_FILE_RANGE_WRITE: without waiting for the end. */
  private static final int BEGIN = 2;

  private FileCalls() {}

  /** How a file is opened. */
  enum Mode {
    READ(0),
    WRITE(O_RDWR);

    private final int flags;

    Mode(int flags) {
      this.flags = flags;
    }

    /** As in open(2). */
    int flags() {
      return flags | O_CLOEXEC | O_NOFOLLOW;
    }
  }

  /** A file descriptor; whoever opens it closes it. */
  record Descriptor(int number) implements AutoCloseable {
    @Override
    public void close() {
      try (Arena arena = Arena.ofConfined()) {
        int _ = (int) CLOSE.invokeExact(arena.allocate(NativeCalls.STATE), number);
      } catch (Throwable e) {
        throw new IllegalStateException("calling the C library failed", e);
      }
    }
  }

  static Descriptor open(Path path, Mode mode) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      MemorySegment name = arena.allocateFrom(path.toString());
      int result = (int) OPEN.invokeExact(state, name, mode.flags(), 0);
      return new Descriptor((int) NativeCalls.checked(result, state, path));
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** ioctl(2) with a number as its argument. */
  static void ioctl(Descriptor target, long request, long argument, Path named) throws IOException {
    ioctl(target, request, MemorySegment.ofAddress(argument), named);
  }

  /** ioctl(2) with a structure as its argument. */
  static void ioctl(Descriptor target, long request, MemorySegment argument, Path named)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      int result = (int) IOCTL.invokeExact(state, target.number, request, argument);
      NativeCalls.checked(result, state, named);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /**
   * Lets the disk begin with what was written to a part of a file (sync_file_range(2)): whoever
   * waits for all of it later waits less. Whether that can be is of no consequence.
   */
  static void beginToSync(Descriptor file, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      int _ = (int) SYNC_FILE_RANGE.invokeExact(state, file.number, offset, length, BEGIN);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }

  /** Brings everything that was written to this file system to its disk (syncfs(2)). */
  static void syncFileSystem(Path directory) throws IOException {
    try (Descriptor descriptor = open(directory, Mode.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(NativeCalls.STATE);
      NativeCalls.checked((int) SYNCFS.invokeExact(state, descriptor.number), state, directory);
    } catch (Throwable e) {
      throw NativeCalls.rethrown(e);
    }
  }
}
