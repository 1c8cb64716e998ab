package np.local.storage;

import java.io.IOException;
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

/** Functions of the C library that say in errno(3) why they failed. */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class NativeCalls {
  /** What a function's first argument must be, for its errno. */
  static final StructLayout STATE = Linker.Option.captureStateLayout();

  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle MESSAGE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final int ENOENT = 2;

  private NativeCalls() {}

  /** What the kernel answered. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int EPERM = 1;
    private static final int EAGAIN = 11;
    private static final int EXDEV = 18;
    private static final int ENOTDIR = 20;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int ENOSYS = 38;
    private static final int ELOOP = 40;
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

    /** Whether this process, or anybody here, may not do it. */
    boolean isForbidden() {
      return errno == EPERM;
    }

    /** Whether what should be a directory is a file or a link. */
    boolean isNoDirectory() {
      return errno == ENOTDIR || errno == ELOOP;
    }

    /** Whether this kernel does not know the call. */
    boolean isUnknown() {
      return errno == ENOSYS;
    }

    /** Whether it may work the next time. */
    boolean isTransient() {
      return errno == EAGAIN;
    }
  }

  static MethodHandle find(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            descriptor,
            Linker.Option.captureCallState("errno"));
  }

  /** One that takes any number of arguments after the first few. */
  static MethodHandle find(String name, int fixed, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            descriptor,
            Linker.Option.firstVariadicArg(fixed),
            Linker.Option.captureCallState("errno"));
  }

  /** A result that is good, or what errno says about this file. */
  static long checked(long result, MemorySegment state, Path path) throws IOException {
    return checked(result, state, path.toString());
  }

  /** The same of one whose name need not be one for the JDK. */
  static long checked(long result, MemorySegment state, String path) throws IOException {
    if (result >= 0) {
      return result;
    }
    int errno = (int) ERRNO.get(state, 0L);
    if (errno == ENOENT) {
      throw new NoSuchFileException(path);
    }
    throw new Failure(errno, path + ": " + message(errno));
  }

  private static String message(int errno) {
    try {
      MemorySegment text = (MemorySegment) MESSAGE.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
  }

  /** What a method handle throws. */
  static IOException rethrown(Throwable e) {
    return e instanceof IOException known
        ? known
        : new IOException("calling the C library failed", e);
  }
}
