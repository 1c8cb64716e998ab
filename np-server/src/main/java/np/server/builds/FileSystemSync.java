package np.server.builds;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Brings a file system to its disk: syncfs(2), which the JDK does not offer. One call for a whole
 * tree, where fsync(2) would need one for each of a hundred thousand files.
 */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class FileSystemSync {
  /** O_RDONLY and O_CLOEXEC (open(2)), the same on every processor that np runs on. */
  private static final int CLOSE_ON_EXEC = 0x80000;

  private final MethodHandle open;
  private final MethodHandle syncfs;
  private final MethodHandle close;

  FileSystemSync() {
    Linker linker = Linker.nativeLinker();
    open =
        find(
            linker,
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    FunctionDescriptor ofDescriptor =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    syncfs = find(linker, "syncfs", ofDescriptor);
    close = find(linker, "close", ofDescriptor);
  }

  private static MethodHandle find(
      Linker linker, String name, FunctionDescriptor shape, Linker.Option... options) {
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, shape, options);
  }

  /** Returns when everything that was written below {@code directory} is on the disk. */
  void sync(Path directory) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor =
          (int) open.invokeExact(arena.allocateFrom(directory.toString()), CLOSE_ON_EXEC);
      if (descriptor < 0) {
        throw new IOException("cannot open " + directory);
      }
      int result = (int) syncfs.invokeExact(descriptor);
      int closed = (int) close.invokeExact(descriptor);
      if (result != 0 || closed != 0) {
        throw new IOException("the disk below " + directory + " does not take what was written");
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
