package np.local.process;

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
import java.nio.file.Path;

/**
 * Files by their numbers, which the JDK does not open, ask or read: open(2), ioctl(2), read(2),
 * write(2), close(2). They block the thread that calls, so it should be one of the system's.
 */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class TerminalCalls {
  private static final int EINTR = 4;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle open;
  private final MethodHandle ioctl;
  private final MethodHandle read;
  private final MethodHandle write;
  private final MethodHandle close;

  TerminalCalls() {
    FunctionDescriptor transfer =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);
    open =
        find(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    ioctl =
        find(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    read = find("read", transfer);
    write = find("write", transfer);
    close = find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /** The number of the opened file. */
  int open(Path path, int flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = arena.allocateFrom(path.toString());
      return (int) checked((int) open.invokeExact(state, name, flags), state, "open " + path);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Asks the driver of a file, with an argument that is read, written or both. */
  void ioctl(int descriptor, long request, MemorySegment argument) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      checked((int) ioctl.invokeExact(state, descriptor, request, argument), state, "ioctl");
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** How many bytes were read, 0 at the end. */
  int read(int descriptor, MemorySegment target) throws IOException {
    return transfer(read, descriptor, target);
  }

  /** How many bytes were written. */
  int write(int descriptor, MemorySegment source) throws IOException {
    return transfer(write, descriptor, source);
  }

  void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored = (int) close.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static int transfer(MethodHandle call, int descriptor, MemorySegment bytes)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      while (true) {
        long count = (long) call.invokeExact(state, descriptor, bytes, bytes.byteSize());
        if (count >= 0 || errno(state) != EINTR) {
          return (int) checked(count, state, "transfer");
        }
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MethodHandle find(
      String name, FunctionDescriptor shape, Linker.Option... variadic) {
    Linker linker = Linker.nativeLinker();
    Linker.Option errno = Linker.Option.captureCallState("errno");
    Linker.Option[] options =
        variadic.length == 0
            ? new Linker.Option[] {errno}
            : new Linker.Option[] {variadic[0], errno};
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
  }

  private static long checked(long value, MemorySegment state, String call) throws IOException {
    if (value < 0) {
      throw new IOException(call + " failed with errno " + errno(state));
    }
    return value;
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("calling the C library failed", e);
  }
}
