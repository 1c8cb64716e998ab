package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The system calls on files that the JDK does not offer. Symbolic links are never followed. */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class FileCalls {
  /** The one and only: it has no state. */
  static final FileCalls LIBC = new FileCalls();

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;

  /** O_NOFOLLOW and O_DIRECTORY are swapped between x86-64 and the generic numbers of arm64. */
  private static final boolean X86 = System.getProperty("os.arch", "").equals("amd64");

  private static final int O_NOFOLLOW = X86 ? 0x20000 : 0x8000;
  private static final int ENOENT = 2;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle open =
      handle("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private final MethodHandle ioctl =
      handle("ioctl", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
  private final MethodHandle close = handle("close", -1, ValueLayout.JAVA_INT);
  private final MethodHandle syncfs = handle("syncfs", -1, ValueLayout.JAVA_INT);
  private final MethodHandle lchown =
      handle("lchown", -1, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private final MethodHandle strerror =
      linker.downcallHandle(
          linker.defaultLookup().findOrThrow("strerror"),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  /** How a file is opened. */
  enum Mode {
    READ(0),
    WRITE(O_RDWR);

    private final int flags;

    Mode(int flags) {
      this.flags = flags;
    }
  }

  /** A file descriptor; whoever opens it closes it. */
  record Descriptor(int number) implements AutoCloseable {
    @Override
    public void close() {
      LIBC.close(number);
    }
  }

  /** What the kernel answered. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int EXDEV = 18;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int EOPNOTSUPP = 95;

    private final int errno;

    private Failure(int errno, String message) {
      super(message);
      this.errno = errno;
    }

    /** Whether this file system, or two of them together, cannot do what was asked. */
    boolean isUnsupported() {
      return errno == EXDEV || errno == EINVAL || errno == ENOTTY || errno == EOPNOTSUPP;
    }
  }

  Descriptor open(Path path, Mode mode) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int flags = mode.flags | O_CLOEXEC | O_NOFOLLOW;
      int result = (int) open.invokeExact(state, arena.allocateFrom(path.toString()), flags, 0);
      return new Descriptor(checked(result, state, path));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** ioctl(2) with a number as its argument. */
  void ioctl(Descriptor target, long request, long argument, Path named) throws IOException {
    ioctl(target, request, MemorySegment.ofAddress(argument), named);
  }

  /** ioctl(2) with a structure as its argument. */
  void ioctl(Descriptor target, long request, MemorySegment argument, Path named)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      checked((int) ioctl.invokeExact(state, target.number, request, argument), state, named);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** Brings everything that was written to this file system to its disk (syncfs(2)). */
  void syncFileSystem(Path directory) throws IOException {
    try (Descriptor descriptor = open(directory, Mode.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      checked((int) syncfs.invokeExact(state, descriptor.number), state, directory);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  /** Gives a file to a user and the group of the same number. */
  void give(Path path, int uid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) lchown.invokeExact(state, arena.allocateFrom(path.toString()), uid, uid);
      checked(result, state, path);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  private void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) close.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
  }

  private MethodHandle handle(String name, int fixed, MemoryLayout... arguments) {
    Linker.Option errno = Linker.Option.captureCallState("errno");
    Linker.Option[] options =
        fixed < 0
            ? new Linker.Option[] {errno}
            : new Linker.Option[] {errno, Linker.Option.firstVariadicArg(fixed)};
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        options);
  }

  private int checked(int result, MemorySegment state, Path path) throws IOException {
    if (result >= 0) {
      return result;
    }
    int errno = (int) ERRNO.get(state, 0L);
    if (errno == ENOENT) {
      throw new NoSuchFileException(path.toString());
    }
    throw new Failure(errno, path + ": " + message(errno));
  }

  private String message(int errno) {
    try {
      MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
  }

  private static IOException rethrown(Throwable e) {
    return e instanceof IOException known
        ? known
        : new IOException("calling the C library failed", e);
  }
}
