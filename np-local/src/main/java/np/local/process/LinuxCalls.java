package np.local.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few system calls that the JDK does not offer: kill(2), pidfd_open(2), epoll(7), close(2).
 * Failures are returned as negative errno.
 */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class LinuxCalls {
  /** The process does not exist (errno(3)). */
  static final int ESRCH = 3;

  private static final long PIDFD_OPEN = 434;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle kill;
  private final MethodHandle pidfdOpen;
  private final MethodHandle epollCreate;
  private final MethodHandle epollCtl;
  private final MethodHandle epollWait;
  private final MethodHandle close;

  /** {@code struct epoll_event} is packed on x86-64 only: 12 bytes there, 16 elsewhere. */
  private final int eventData;

  LinuxCalls() {
    Linker linker = Linker.nativeLinker();
    kill = find(linker, "kill", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    epollCreate = find(linker, "epoll_create1", ValueLayout.JAVA_INT);
    epollCtl =
        find(
            linker,
            "epoll_ctl",
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS);
    epollWait =
        find(
            linker,
            "epoll_wait",
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT);
    close = find(linker, "close", ValueLayout.JAVA_INT);
    pidfdOpen = syscall(linker);
    eventData = System.getProperty("os.arch", "").equals("amd64") ? 4 : 8;
  }

  /** Sends a signal; 0, or a negative errno. */
  int kill(long pid, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return result((int) kill.invokeExact(state, (int) pid, signal), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A descriptor that becomes readable when the process has ended, or a negative errno. */
  int pidfdOpen(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return result((int) (long) pidfdOpen.invokeExact(state, PIDFD_OPEN, pid, 0L), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A new epoll descriptor, close-on-exec. */
  int epollCreate() {
    int cloexec = 0x80000;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return result((int) epollCreate.invokeExact(state, cloexec), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Lets {@code epoll} report {@code descriptor} by its number when it becomes readable. */
  int epollAdd(int epoll, int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment event = arena.allocate(16, 8);
      event.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
      event.set(ValueLayout.JAVA_INT_UNALIGNED, eventData, descriptor);
      return result(
          (int) epollCtl.invokeExact(state, epoll, EPOLL_CTL_ADD, descriptor, event), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Blocks until a descriptor is readable and returns its number; or a negative errno. */
  int epollWait(int epoll) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment event = arena.allocate(16, 8);
      int ready = result((int) epollWait.invokeExact(state, epoll, event, 1, -1), state);
      return ready == 1 ? event.get(ValueLayout.JAVA_INT_UNALIGNED, eventData) : ready;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Closes a descriptor. */
  int close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return result((int) close.invokeExact(state, descriptor), state);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MethodHandle find(Linker linker, String name, MemoryLayout... arguments) {
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle syscall(Linker linker) {
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  private static int result(int value, MemorySegment state) {
    return value >= 0 ? value : -(int) ERRNO.get(state, 0L);
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("calling the C library failed", e);
  }
}
