package np.local.logs;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Cuts out the front of a file in one step: fallocate(2) with FALLOC_FL_COLLAPSE_RANGE. */
final class FileCollapse {
  private static final int COLLAPSE_RANGE = 8;

  /** O_WRONLY and O_CLOEXEC (open(2)), the same on x86-64 and aarch64. */
  private static final int WRITE_CLOEXEC = 0x80001;

  private final MethodHandle open;
  private final MethodHandle fallocate;
  private final MethodHandle close;

  FileCollapse() {
    open = find("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    fallocate =
        find(
            "fallocate",
            4,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    close = find("close", 1, ValueLayout.JAVA_INT);
  }

  /** Removes the first {@code length} bytes, whole blocks; whether the file system could. */
  boolean front(Path file, long length) {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), WRITE_CLOEXEC);
      if (descriptor < 0) {
        return false;
      }
      int failed = (int) fallocate.invokeExact(descriptor, COLLAPSE_RANGE, 0L, length);
      int closed = (int) close.invokeExact(descriptor);
      return failed == 0 && closed == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
  }

  /** Only open(2) takes more arguments than are named here. */
  private static MethodHandle find(String name, int named, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.firstVariadicArg(named));
  }
}
