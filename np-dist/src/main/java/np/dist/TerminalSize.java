package np.dist;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import np.cli.host.Tty;

/** Asks the kernel for the size of a terminal, TIOCGWINSZ (tty_ioctl(2)). */
final class TerminalSize {
  private static final long TIOCGWINSZ = 0x5413;
  private static final int WINSIZE_BYTES = 8;

  private TerminalSize() {}

  /** Of the terminal behind standard error, else standard output. */
  static Optional<Tty.Size> read() {
    return read(2).or(() -> read(1));
  }

  private static Optional<Tty.Size> read(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle ioctl =
          Linker.nativeLinker()
              .downcallHandle(
                  symbol("ioctl"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.ADDRESS),
                  Linker.Option.firstVariadicArg(2));
      MemorySegment size =
          arena.allocate(MemoryLayout.sequenceLayout(WINSIZE_BYTES, ValueLayout.JAVA_BYTE));
      int answer = (int) ioctl.invokeExact(descriptor, TIOCGWINSZ, size);
      int rows = size.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0);
      int columns = size.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2);
      return answer == 0 && rows > 0 && columns > 0
          ? Optional.of(new Tty.Size(columns, rows))
          : Optional.empty();
    } catch (Throwable e) {
      return Optional.empty();
    }
  }

  private static MemorySegment symbol(String name) {
    return Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
  }
}
